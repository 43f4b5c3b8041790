// Turns a log of Inspect (`inspect log dump`) into replies for `replay:`. The ids of its samples must be
// the names of the items. Usage:  node from-inspect.mjs log.json METHOD > replies.jsonl
import { readFileSync } from 'node:fs';

const [file, method = 'baseline'] = process.argv.slice(2);
const finishes = {
  stop: 'stop',
  max_tokens: 'length',
  model_length: 'length',
  tool_calls: 'tool-calls',
  content_filter: 'filtered',
};
const textOf = (content) =>
  typeof content === 'string' ? content : content.map(({ type, text }) => (type === 'text' ? text : '')).join('');

for (const { id, epoch, output } of JSON.parse(readFileSync(file, 'utf8')).samples) {
  const [choice] = output.choices;
  const toolCalls = (choice.message.tool_calls ?? []).map((call) => ({
    name: call.function,
    arguments: call.arguments,
  }));
  const finish = finishes[choice.stop_reason] ?? 'other';
  const reply = { text: textOf(choice.message.content), toolCalls, finish, model: output.model };
  process.stdout.write(`${JSON.stringify({ item: String(id), method, epoch, reply })}\n`);
}
