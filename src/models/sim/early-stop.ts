import type { StopWhen } from '../../conversation/request.ts';
import { stopDetector } from '../../conversation/stop-when.ts';
import type { WrittenReply } from './sim-reply.ts';

/** What is written of a reply that is cut short where this settles it: word by word, as a model would write it. */
export function untilSettled(written: WrittenReply, stop: StopWhen): WrittenReply {
  const isSettled = stopDetector(stop);
  const calls = written.toolCalls.map(({ name }) => ({ name, complete: true }));
  for (const { 0: word, index } of written.text.matchAll(/\S+\s*/g)) {
    const soFar = written.text.slice(0, index + word.length);
    if (isSettled(soFar, [])) return { ...written, text: soFar, toolCalls: [], finish: 'stopped' };
  }
  return isSettled(written.text, calls) ? { ...written, finish: 'stopped' } : written;
}
