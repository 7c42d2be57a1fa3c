/**
 * Reads the paths of git's index (https://git-scm.com/docs/index-format), versions 2 to 4, without running git. Gives
 * `undefined` for anything it does not understand: what is tracked is then unknown.
 */
export function indexedPaths(bytes: Buffer): string[] | undefined {
  if (bytes.length < HEADER || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  if (version < 2 || version > 4) return undefined;
  // Repositories with SHA-256 say so in their configuration; that the entries fit says the same.
  return readEntries(bytes, { version, count, idLength: 20 }) ?? readEntries(bytes, { version, count, idLength: 32 });
}

interface Layout {
  readonly version: number;
  readonly count: number;
  readonly idLength: number;
}

const HEADER = 12;
/** Times, device, inode, mode, owner and size, before the object id. */
const STATUS = 40;
const FLAGS = 2;
const EXTENDED = 0x4000;

function readEntries(bytes: Buffer, { version, count, idLength }: Layout): string[] | undefined {
  const paths: string[] = [];
  let at = HEADER;
  let previous = '';
  for (let entry = 0; entry < count; entry++) {
    const start = at;
    at += STATUS + idLength;
    if (at + FLAGS > bytes.length || !isMode(bytes.readUInt32BE(start + 24))) return undefined;
    const isExtended = (bytes.readUInt16BE(at) & EXTENDED) !== 0;
    at += FLAGS + (isExtended ? FLAGS : 0);
    let kept = 0;
    if (version === 4) {
      const removed = readOffset(bytes, at);
      kept = Buffer.byteLength(previous) - removed.value;
      at = removed.end;
    }
    const end = bytes.indexOf(0, at);
    if (end < 0 || kept < 0) return undefined;
    const path = Buffer.concat([Buffer.from(previous).subarray(0, kept), bytes.subarray(at, end)]).toString('utf8');
    paths.push(path);
    previous = path;
    at = version === 4 ? end + 1 : start + Math.ceil((end + 1 - start) / 8) * 8;
  }
  return paths;
}

/** Regular file, link, submodule or sparse folder. */
function isMode(mode: number): boolean {
  return [0o100644, 0o100755, 0o100664, 0o120000, 0o160000, 0o040000].includes(mode);
}

/** The variable-width number of pack files' delta offsets. */
function readOffset(bytes: Buffer, start: number): { value: number; end: number } {
  let at = start;
  let byte = bytes[at++] ?? 0;
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0 && at < bytes.length) {
    byte = bytes[at++] ?? 0;
    value = ((value + 1) << 7) | (byte & 0x7f);
  }
  return { value, end: at };
}
