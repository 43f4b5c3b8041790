// Turns a model's trials into replies for `replay:`, both JSON Lines:
//   exitpoll export trials --model NAME --format jsonl | node from-export.mjs > replies.jsonl
import { createInterface } from 'node:readline';

const isNamed = (author) => author === 'self' || author === 'dataset';

/** What the model itself wrote in a trial; none where another model's words go before it, which no line can name. */
export function repliesOf({
  itemHash: item,
  method,
  order,
  wording,
  leadIn,
  historyAuthor,
  replyAuthor,
  epoch,
  ...trial
}) {
  if (!isNamed(historyAuthor) || !isNamed(replyAuthor)) return [];
  const earlier = trial.history.map((text, at) => {
    return { item, method: 'baseline', leadIn, epoch, turn: at + 1, text };
  });
  const own = trial.steps.map(({ text, reasoning, toolCalls, finish, promptTokens, completionTokens }, at) => {
    const usage = promptTokens === null ? null : { promptTokens, completionTokens: completionTokens ?? 0 };
    const step = at === 0 ? { step: 'reply' } : { step: 'answer', replyAuthor };
    const names = { item, method, order, wording, leadIn, historyAuthor, epoch, ...step };
    return { ...names, reply: { text, reasoning, toolCalls, finish, usage } };
  });
  return [...earlier, ...(replyAuthor === 'self' ? own : own.slice(1))];
}

function trialOf(line) {
  try {
    const trial = JSON.parse(line);
    return Array.isArray(trial.steps) && Array.isArray(trial.history) ? trial : null;
  } catch {
    return null;
  }
}

if (import.meta.main) {
  let model = null;
  let left = 0;
  let number = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    number += 1;
    const trial = trialOf(line);
    if (trial === null) {
      console.error(`line ${number} is no trial of \`exitpoll export trials --format jsonl\``);
      process.exit(1);
    }
    model ??= trial.model;
    if (trial.model !== model) {
      console.error(`trials of two models, ${model} and ${trial.model}: export those of one, with --model`);
      process.exit(1);
    }
    const replies = repliesOf(trial);
    if (replies.length === 0 && trial.steps.length > 0) left += 1;
    for (const reply of replies) process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
  if (left > 0) console.error(`${left} trials are left out: another model's words go before what was said in them`);
}
