/** A file in a zip archive. */
export interface ZipEntry {
  readonly path: string;
  /** Unpacked, in bytes. */
  readonly size: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;

/**
 * Lists an archive by its central directory.
 * @throws Error when the bytes are no zip archive.
 */
export function zipEntries(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(littleEndian(END_OF_DIRECTORY));
  if (end < 0 || end + END_LENGTH > archive.length) throw new Error('not a zip archive');
  const count = archive.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let offset = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (archive.readUInt32LE(offset) !== DIRECTORY_ENTRY) throw new Error('the archive has a broken directory');
    const nameLength = archive.readUInt16LE(offset + 28);
    const rest = archive.readUInt16LE(offset + 30) + archive.readUInt16LE(offset + 32);
    const path = archive.toString('utf8', offset + 46, offset + 46 + nameLength);
    entries.push({ path, size: archive.readUInt32LE(offset + 24) });
    offset += 46 + nameLength + rest;
  }
  return entries;
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
