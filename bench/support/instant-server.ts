/**
 * An OpenAI-compatible endpoint that answers every request at once with the same reply. It runs in a process of its
 * own, so that its CPU is in nobody's figures, and reads no more of a request than it must.
 */
import { createServer, type Socket } from 'node:net';

/** What the server tells its parent. */
export type ServerNews =
  | { readonly kind: 'listening'; readonly origin: string }
  /** The first request after the parent last asked for it; `at` in milliseconds since 1970, with a fraction. */
  | { readonly kind: 'first-request'; readonly at: number };

const words = 'This is what there is to say about it, in a plain sentence of some length. ';

/** About 600 characters, and a well-formed answer to the bail prompt at its end. */
const replyText = `${words.repeat(8)}\n<choice>stay</choice>`;

const payload = JSON.stringify({
  id: 'chatcmpl-0',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'instant',
  choices: [{ index: 0, message: { role: 'assistant', content: replyText }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 120, completion_tokens: 140, total_tokens: 260 },
});
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(payload)}\r\n\r\n${payload}`,
);

let tellOfNext = true;

function serve(socket: Socket): void {
  socket.setNoDelay(true);
  let received = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    for (let size = requestBytes(received); size !== null && size <= received.length; size = requestBytes(received)) {
      received = received.subarray(size);
      if (tellOfNext) tell({ kind: 'first-request', at: performance.timeOrigin + performance.now() });
      tellOfNext = false;
      socket.write(answer);
    }
  });
}

/** Bytes of the request that `received` begins with; `null` while its head is incomplete. */
function requestBytes(received: Buffer): number | null {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const length = /\r\ncontent-length: *(\d+)/i.exec(received.toString('latin1', 0, end));
  return end + 4 + Number(length?.[1] ?? 0);
}

function tell(news: ServerNews): void {
  process.send?.(news);
}

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  tell({ kind: 'listening', origin: `http://127.0.0.1:${address.port}` });
});
process.on('message', () => {
  tellOfNext = true;
});
process.on('disconnect', () => process.exit());
