import { asRecord, asText } from './lenient.ts';

/** What a server says about a request it did not serve. */
export interface ErrorBody {
  /** Its own sentence; `null` when the body is not JSON or says nothing. */
  readonly message: string | null;
  /** Its short names for what went wrong, lower case: `code`, `type` and the `code` of an inner error. */
  readonly codes: readonly string[];
  /** An HTTP status written in the body, where there is one. */
  readonly status: number | null;
}

/**
 * Reads the error out of parsed JSON in the forms in use: `{error: {message, type, code}}` (OpenAI, Ollama,
 * llama.cpp, OpenRouter), `{error: "…"}`, `{object: "error", message}` (vLLM, SGLang), `{message}`, and `{detail}` as
 * text or as a list of `{loc, msg}` (FastAPI). `null` when there is no error in it.
 */
export function readErrorBody(json: unknown): ErrorBody | null {
  const body = asRecord(json);
  if (body === null) return null;
  const nested = body['error'] ?? asRecord(firstOf(body['choices']))?.['error'];
  if (typeof nested === 'string' && nested !== '') return { message: nested, codes: codesOf(body), status: null };
  const record = asRecord(nested);
  if (record !== null) return described(record);
  const detail = body['detail'];
  if (detail !== undefined) return { message: detailText(detail), codes: codesOf(body), status: null };
  return body['object'] === 'error' || (body['choices'] === undefined && body['message'] !== undefined)
    ? described(body)
    : null;
}

function described(record: { readonly [key: string]: unknown }): ErrorBody {
  const status = Number(record['code'] ?? record['status']);
  return {
    message: asText(record['message']) ?? asText(record['msg']),
    codes: codesOf(record),
    status: status >= 400 && status < 600 ? status : null,
  };
}

function codesOf(record: { readonly [key: string]: unknown }): string[] {
  const inner = asRecord(record['innererror'] ?? record['inner_error']);
  return [record['code'], record['type'], inner?.['code']].flatMap((value) => {
    const text = asText(value);
    return text === null ? [] : [text.toLowerCase()];
  });
}

function detailText(detail: unknown): string | null {
  if (!Array.isArray(detail)) return asText(detail) ?? asText(asRecord(detail)?.['message']);
  return detail
    .map((entry) => {
      const record = asRecord(entry);
      const where = Array.isArray(record?.['loc']) ? `${record['loc'].join('.')}: ` : '';
      return `${where}${asText(record?.['msg']) ?? ''}`;
    })
    .join('; ');
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}
