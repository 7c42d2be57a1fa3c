/** Tells one version of a text from another. Not cryptographic; fast enough for every keystroke. */
export function checksum(text: string): number {
  // FNV-1a over UTF-16 units, in four lanes that the processor can work on at once.
  let [a, b, c, d] = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b];
  const end = text.length - (text.length % 4);
  for (let index = 0; index < end; index += 4) {
    a = Math.imul(a ^ text.charCodeAt(index), PRIME);
    b = Math.imul(b ^ text.charCodeAt(index + 1), PRIME);
    c = Math.imul(c ^ text.charCodeAt(index + 2), PRIME);
    d = Math.imul(d ^ text.charCodeAt(index + 3), PRIME);
  }
  for (let index = end; index < text.length; index++) a = Math.imul(a ^ text.charCodeAt(index), PRIME);
  return Math.imul(Math.imul(Math.imul(a, PRIME) ^ b, PRIME) ^ c, PRIME) ^ d;
}

const PRIME = 0x01000193;
