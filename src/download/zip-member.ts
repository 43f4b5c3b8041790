import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** Where a member's bytes stand in a zip file. */
interface Entry {
  readonly method: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly headerAt: number;
}

/**
 * Streams one member out of a zip file (a wheel is one). Stored and deflated members are read; a member or an
 * archive of 4 GB or more is not.
 *
 * Source: PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
 *
 * @returns the member's bytes and how many there will be
 * @throws Error when the file is no zip, is cut short, or has no such member
 */
export async function openZipMember(path: string, member: string): Promise<{ stream: Readable; sizeBytes: number }> {
  const file = await open(path, 'r');
  try {
    const entry = await findEntry(file, member);
    const header = await readAt(file, entry.headerAt, 30);
    if (header.readUInt32LE(0) !== 0x04034b50) throw new Error('the archive is damaged');
    // The local header has name and extra fields of its own lengths.
    const start = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const packed = file.createReadStream({ start, end: start + entry.packedBytes - 1, highWaterMark: 1 << 18 });
    if (entry.method === 0) return { stream: packed, sizeBytes: entry.sizeBytes };
    if (entry.method !== 8) throw new Error(`the archive packs with method ${entry.method}, which is not read`);
    const inflate = createInflateRaw({ chunkSize: 1 << 18 });
    packed.on('error', (error) => inflate.destroy(error));
    inflate.on('close', () => packed.destroy());
    return { stream: packed.pipe(inflate), sizeBytes: entry.sizeBytes };
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}

async function findEntry(file: FileHandle, member: string): Promise<Entry> {
  const { size } = await file.stat();
  // The end record has a comment of up to 65,535 bytes behind it.
  const tailAt = Math.max(0, size - 22 - 65_535);
  const tail = await readAt(file, tailAt, size - tailAt);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > tail.length) throw new Error('it is not a zip archive, or it is cut short');
  const entries = tail.readUInt16LE(end + 10);
  const directoryBytes = tail.readUInt32LE(end + 12);
  const directoryAt = tail.readUInt32LE(end + 16);
  if (entries === 0xffff || directoryAt === 0xffffffff) throw new Error('the archive is too big to be read');
  const directory = await readAt(file, directoryAt, directoryBytes);

  let at = 0;
  for (let index = 0; index < entries; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      throw new Error('the archive is damaged');
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    if (directory.toString('utf8', at + 46, nameEnd) === member) {
      return {
        method: directory.readUInt16LE(at + 10),
        packedBytes: directory.readUInt32LE(at + 20),
        sizeBytes: directory.readUInt32LE(at + 24),
        headerAt: directory.readUInt32LE(at + 42),
      };
    }
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  throw new Error(`the archive holds no ${member}`);
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead < length) throw new Error('the archive is cut short');
  return buffer;
}
