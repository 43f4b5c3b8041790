/**
 * An OpenAI-compatible endpoint that answers every request with the same reply, at once or after so many milliseconds
 * (its argument; a second one is by how many more or less, evenly spread). It runs in a process of its own, so that its CPU is in nobody's figures, and reads no more of a
 * request than it must.
 */
import { createServer, type Socket } from 'node:net';

import { jsonAnswer, requestBytes } from './wire.ts';

/** What the server tells its parent. */
export type ServerNews =
  | { readonly kind: 'listening'; readonly origin: string }
  /** The first request after the parent last asked for it; `at` in milliseconds since 1970, with a fraction. */
  | { readonly kind: 'first-request'; readonly at: number }
  /** Requests answered so far. */
  | { readonly kind: 'count'; readonly requests: number };

/** What its parent asks: to be told of the next request, or how many there were. */
export type ServerQuestion = 'tell' | 'count';

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
const answer = jsonAnswer(Buffer.from(payload));
const latencyMs = Number(process.argv[2] ?? 0);
const spreadMs = Number(process.argv[3] ?? 0);
/** Steps of the golden ratio spread evenly over [0, 1), however many there are. */
const step = (Math.sqrt(5) - 1) / 2;

let requests = 0;
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
      requests += 1;
      if (latencyMs === 0) socket.write(answer);
      else setTimeout(() => socket.write(answer), latencyMs + spreadMs * (2 * ((requests * step) % 1) - 1));
    }
  });
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
process.on('message', (question: ServerQuestion) => {
  if (question === 'count') tell({ kind: 'count', requests });
  else tellOfNext = true;
});
process.on('disconnect', () => process.exit());
