/** The text that base64 stands for; `undefined` for what is none, or no text. */
export function decodeBase64(encoded: string): string | undefined {
  const compact = encoded.replace(/\s+/g, '');
  if (compact === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact) || compact.length % 4 !== 0) return undefined;
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const sign of compact.replace(/=+$/, '')) {
    bits = ((bits << 6) | ALPHABET.indexOf(sign)) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  // Only plain text is judged: a secret in another script is no secret that this product knows.
  return bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09)
    ? String.fromCharCode(...bytes)
    : undefined;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
