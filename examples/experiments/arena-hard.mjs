// Joins the questions of Arena-Hard with one model's answers, so that `dataset` can be an author of replies:
//   node arena-hard.mjs question.jsonl gpt-4-0613.jsonl > gpt-4-0613.messages.jsonl
import { readFileSync } from 'node:fs';

const [questions, answers] = process.argv.slice(2).map((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line)),
);
if (answers === undefined) throw new Error('name the file of questions, then that of a model’s answers');
const answerOf = new Map(answers.map(({ uid, messages }) => [uid, messages.at(-1).content.answer]));
for (const { uid, prompt, cluster, category } of questions) {
  const answer = answerOf.get(uid);
  const messages = [{ role: 'user', content: prompt }];
  if (answer !== undefined) messages.push({ role: 'assistant', content: answer });
  process.stdout.write(`${JSON.stringify({ id: uid, cluster, category, messages })}\n`);
}
