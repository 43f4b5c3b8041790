/** Bytes of the HTTP request that `received` begins with; `null` while its head is incomplete. */
export function requestBytes(received: Buffer): number | null {
  const head = headBytes(received);
  if (head === null) return null;
  const length = /\r\ncontent-length: *(\d+)/i.exec(received.toString('latin1', 0, head));
  return head + Number(length?.[1] ?? 0);
}

/** The body of one whole request. */
export function requestBody(request: Buffer): Buffer {
  return request.subarray(headBytes(request) ?? request.length);
}

/** An answer in JSON, whole and ready to be written; `announced` is the length its head speaks of. */
export function jsonAnswer(
  body: Buffer,
  status = '200 OK',
  headers: readonly string[] = [],
  announced = body.length,
): Buffer {
  const lines = [`HTTP/1.1 ${status}`, 'content-type: application/json', `content-length: ${announced}`, ...headers];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}

function headBytes(received: Buffer): number | null {
  const end = received.indexOf('\r\n\r\n');
  return end < 0 ? null : end + 4;
}
