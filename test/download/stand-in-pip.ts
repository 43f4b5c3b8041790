import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

/** A folder for PATH with a program `pip` whose `download -d DIR …` puts a wheel with these members into DIR. */
export async function pipWithWheel(
  folder: string,
  members: { readonly [name: string]: Buffer },
  packing: 'stored' | 'deflated',
  options: { readonly cutTo?: number } = {},
): Promise<string> {
  const wheel = join(folder, 'some_wheel-1.0-py3-none-any.whl');
  await writeFile(wheel, zipOf(members, packing).subarray(0, options.cutTo));
  return await program(
    folder,
    `while [ $# -gt 0 ]; do if [ "$1" = -d ]; then target=$2; fi; shift; done\n/bin/cp "${wheel}" "$target/"`,
  );
}

/** A folder for PATH with a program `pip` that complains and fails. */
export async function failingPip(folder: string, complaint: string): Promise<string> {
  return await program(folder, `echo '${complaint}' >&2\nexit 1`);
}

async function program(folder: string, script: string): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'pip'), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, 'pip'), 0o755);
  return bin;
}

/** A zip archive, made by hand. */
export function zipOf(members: { readonly [name: string]: Buffer }, packing: 'stored' | 'deflated'): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, bytes] of Object.entries(members)) {
    const packed = packing === 'stored' ? bytes : deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(packing === 'stored' ? 0 : 8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    // Local headers of real archives have extra fields that the directory lacks.
    const extra = Buffer.from([0x55, 0x54, 0x01, 0x00, 0x00]);
    const localCommon = Buffer.from(common);
    localCommon.writeUInt16LE(extra.length, 24);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), localCommon, Buffer.from(name), extra, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, rest, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directoryBytes, end]);
}
