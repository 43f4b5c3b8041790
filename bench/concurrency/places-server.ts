/**
 * An endpoint that works on so many calls at once and lets the others wait or refuses them, in a process of its own. How
 * many places it has is told by its parent, and by nobody to its clients.
 */
import { createServer, type ServerResponse } from 'node:http';

import { seededRandom } from '../../src/base/random.ts';
import { workMs } from './work.ts';

/** What the parent says. */
export interface PlacesOrder {
  readonly places: number;
  readonly beyond: 'queue' | 'refuse';
}

const random = seededRandom('places-server');
const waiting: { response: ServerResponse; tokens: number }[] = [];
let order: PlacesOrder = { places: 1, beyond: 'queue' };
let busy = 0;

function fill(): void {
  for (let next = waiting[0]; next !== undefined && busy < order.places; next = waiting[0]) {
    waiting.shift();
    const { response, tokens } = next;
    busy += 1;
    setTimeout(() => {
      busy -= 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ usage: { prompt_tokens: 100, completion_tokens: tokens } }));
      fill();
    }, workMs(tokens));
  }
}

const server = createServer((request, response) => {
  request.resume();
  if (busy >= order.places && order.beyond === 'refuse') {
    response.writeHead(429).end();
    return;
  }
  // Three replies in ten are a few words, the others up to 450 tokens: 128 ms on average.
  const tokens = random.next() < 0.3 ? 5 + random.below(20) : 50 + random.below(400);
  waiting.push({ response, tokens });
  fill();
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.send?.(`http://127.0.0.1:${address.port}`);
});
process.on('message', (message) => {
  order = message as PlacesOrder;
  fill();
});
process.on('disconnect', () => process.exit());
