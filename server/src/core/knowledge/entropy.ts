/** How random a text looks. Numbers only; what they mean is decided by the callers. */

/** Shannon entropy in bits per UTF-16 unit: 0 for a repeated character, `log2(n)` for n different ones. */
export function shannonEntropy(text: string): number {
  const counts = new Map<number, number>();
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** How many of lower case, upper case, digit and anything else occur: 0 to 4. */
export function characterClasses(text: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((pattern) => pattern.test(text)).length;
}

/** True for hexadecimal text of a digest's or key's length (32 characters or more) that is no pattern such as `0000…`. */
export function isHexDigest(text: string): boolean {
  return /^[0-9a-f]{32,}$/i.test(text) && new Set(text.toLowerCase()).size >= 8;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of base64 or base64url text as Latin-1 characters; decoding stops at the first foreign character. */
export function decodeBase64(text: string): string {
  let decoded = '';
  let bits = 0;
  let buffer = 0;
  for (const character of text) {
    const value = BASE64.indexOf(character === '-' ? '+' : character === '_' ? '/' : character);
    if (value < 0) break;
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      decoded += String.fromCharCode((buffer >> bits) & 0xff);
    }
  }
  return decoded;
}

/**
 * True for base64 or hexadecimal text that somebody has made of words: ten bytes and more, each a character that can be
 * printed. Of random bytes, one text in twenty thousand does so.
 */
export function encodesWords(text: string): boolean {
  const isHex = /^(?:[0-9a-f]{2})+$/i.test(text);
  const decoded = isHex ? decodeHex(text) : /^[\w+/-]+={0,2}$/.test(text) ? decodeBase64(text) : '';
  return decoded.length >= 10 && /^[\x20-\x7e\r\n]+$/.test(decoded) && /[a-z]{3}/i.test(decoded);
}

function decodeHex(text: string): string {
  let decoded = '';
  for (let at = 0; at < text.length; at += 2)
    decoded += String.fromCharCode(Number.parseInt(text.slice(at, at + 2), 16));
  return decoded;
}
