// Turns trials into replies for `replay:`, both JSON Lines:
//   exitpoll export trials --format jsonl | node from-export.mjs > replies.jsonl
import { createInterface } from 'node:readline';

export function repliesOf({ itemHash: item, method, order, wording, leadIn, epoch, steps }) {
  return steps.map(({ text, reasoning, toolCalls, finish, promptTokens, completionTokens }, at) => {
    const usage = promptTokens === null ? null : { promptTokens, completionTokens: completionTokens ?? 0 };
    const step = at === 0 ? 'reply' : 'answer';
    return { item, method, order, wording, leadIn, epoch, step, reply: { text, reasoning, toolCalls, finish, usage } };
  });
}

if (import.meta.main) {
  for await (const line of createInterface({ input: process.stdin })) {
    for (const reply of repliesOf(JSON.parse(line))) process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}
