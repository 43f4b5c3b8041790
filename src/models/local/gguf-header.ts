import { ExitpollError, messageOf } from '../../base/errors.ts';
import { FileReader } from './gguf-reader.ts';
import { quantisationName, tensorBytes } from './gguf-types.ts';

/** What a GGUF file says of itself, as far as it is needed before the file is loaded. */
export interface GgufHeader {
  readonly architecture: string | null;
  /** Tokens the model was trained to look back on. */
  readonly trainContextTokens: number | null;
  /** `Q4_1` and the like; `null` where the file does not say. */
  readonly quantisation: string | null;
  /** The chat template in Jinja; `null` for a model that has none. */
  readonly chatTemplate: string | null;
  /** Bytes of memory the attention state of one token takes, at two bytes a number; `null` when it cannot be told. */
  readonly stateBytesPerToken: number | null;
  readonly sizeBytes: number;
}

/** Single values of the metadata; arrays are passed over. */
type Metadata = ReadonlyMap<string, string | number | boolean>;

/**
 * Reads the head of a GGUF file and checks that the file is whole: all its tensors lie inside it.
 * Source: the GGUF specification, versions 2 and 3, in the ggml project.
 *
 * @throws ExitpollError naming the file, when it cannot be read, is not a GGUF, or is cut short.
 */
export function readGgufHeader(path: string): GgufHeader {
  let reader: FileReader;
  try {
    reader = new FileReader(path);
  } catch (thrown) {
    throw new ExitpollError(`cannot open the model file ${path}: ${messageOf(thrown)}`, {
      code: 'model-file-missing',
      hint: 'Give the path of a GGUF file, or a name from `exitpoll models list`.',
      cause: thrown,
    });
  }
  using open = reader;
  try {
    checkMagic(open, path);
    return readBody(open);
  } catch (thrown) {
    if (thrown instanceof ExitpollError) throw thrown;
    throw new ExitpollError(`${path} is a damaged or incomplete GGUF file: ${messageOf(thrown)}`, {
      code: 'damaged-gguf',
      hint: 'Fetch the file again, and compare its size and SHA-256 with those its publisher gives.',
      cause: thrown,
    });
  }
}

function checkMagic(reader: FileReader, path: string): void {
  const isGguf = reader.sizeBytes >= 24 && reader.bytes(4).toString('latin1') === 'GGUF';
  const version = isGguf ? reader.u32() : 0;
  if (version === 2 || version === 3) return;
  const what = !isGguf
    ? 'it does not begin with "GGUF"'
    : version === 1
      ? 'version 1 is no longer read'
      : `version ${version} is unknown (a big-endian file, or one newer than this program)`;
  throw new ExitpollError(`${path} is not a GGUF file that can be used: ${what}`, {
    code: 'not-a-gguf',
    hint: 'Models for `local:` are single GGUF files of version 2 or 3, little-endian.',
  });
}

function readBody(reader: FileReader): GgufHeader {
  const tensors = reader.u64();
  const pairs = reader.u64();
  const metadata = new Map<string, string | number | boolean>();
  for (let index = 0; index < pairs; index += 1) {
    const key = reader.string();
    const value = readValue(reader, reader.u32());
    if (value !== null) metadata.set(key, value);
  }
  const alignment = metadata.get('general.alignment') ?? 32;
  if (typeof alignment !== 'number' || alignment < 1) throw new RangeError(`its alignment is ${String(alignment)}`);
  const neededBytes = readTensorEnd(reader, tensors, alignment);
  if (neededBytes > reader.sizeBytes) {
    throw new RangeError(`it should have at least ${neededBytes} bytes and has ${reader.sizeBytes}`);
  }
  const architecture = textOf(metadata, 'general.architecture');
  const prefix = architecture ?? '';
  const fileType = numberOf(metadata, 'general.file_type');
  return {
    architecture,
    trainContextTokens: numberOf(metadata, `${prefix}.context_length`),
    quantisation: fileType === null ? null : quantisationName(fileType),
    chatTemplate: textOf(metadata, 'tokenizer.chat_template'),
    stateBytesPerToken: stateBytes(metadata, prefix),
    sizeBytes: reader.sizeBytes,
  };
}

/** The offset just behind the last tensor's data. */
function readTensorEnd(reader: FileReader, tensors: number, alignment: number): number {
  let end = 0;
  for (let index = 0; index < tensors; index += 1) {
    reader.skip(reader.u64());
    const dimensions = reader.u32();
    let elements = 1;
    for (let axis = 0; axis < dimensions; axis += 1) elements *= reader.u64();
    const type = reader.u32();
    end = Math.max(end, reader.u64() + tensorBytes(type, elements));
  }
  return Math.ceil(reader.position / alignment) * alignment + end;
}

function readValue(reader: FileReader, type: number): string | number | boolean | null {
  switch (type) {
    case 0:
      return reader.u8();
    case 1:
      return (reader.u8() << 24) >> 24;
    case 2:
      return reader.u16();
    case 3:
      return (reader.u16() << 16) >> 16;
    case 4:
      return reader.u32();
    case 5:
      return reader.i32();
    case 6:
      return reader.f32();
    case 7:
      return reader.u8() !== 0;
    case 8:
      return reader.string();
    case 9:
      skipArray(reader);
      return null;
    case 10:
    case 11:
      return reader.i64();
    case 12:
      return reader.f64();
    default:
      throw new RangeError(`a value has the unknown type ${type}`);
  }
}

const widths: { readonly [type: number]: number } = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};

function skipArray(reader: FileReader): void {
  const type = reader.u32();
  const count = reader.u64();
  const width = widths[type];
  if (width !== undefined) {
    reader.skip(count * width);
    return;
  }
  if (type !== 8 && type !== 9) throw new RangeError(`an array has the unknown type ${type}`);
  for (let index = 0; index < count; index += 1) {
    if (type === 8) reader.skip(reader.u64());
    else skipArray(reader);
  }
}

function textOf(metadata: Metadata, key: string): string | null {
  const value = metadata.get(key);
  return typeof value === 'string' ? value : null;
}

function numberOf(metadata: Metadata, key: string): number | null {
  const value = metadata.get(key);
  return typeof value === 'number' ? value : null;
}

function stateBytes(metadata: Metadata, prefix: string): number | null {
  const layers = numberOf(metadata, `${prefix}.block_count`);
  const width = numberOf(metadata, `${prefix}.embedding_length`);
  const heads = numberOf(metadata, `${prefix}.attention.head_count`);
  if (layers === null || width === null || heads === null || heads === 0) return null;
  const keyValueHeads = numberOf(metadata, `${prefix}.attention.head_count_kv`) ?? heads;
  const keyLength = numberOf(metadata, `${prefix}.attention.key_length`) ?? width / heads;
  const valueLength = numberOf(metadata, `${prefix}.attention.value_length`) ?? width / heads;
  return layers * keyValueHeads * (keyLength + valueLength) * 2;
}
