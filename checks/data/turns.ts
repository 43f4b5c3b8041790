import { type DataLine, type Mistake, mistakeOf } from './data-line.ts';

/** User and assistant take turns, the user begins and ends, and every turn has a text without blanks around it. */
export function checkTurns(items: readonly DataLine[]): readonly Mistake[] {
  return items.flatMap((item) => turnMistakes(item).map((what) => mistakeOf(item, what)));
}

function turnMistakes({ messages }: DataLine): readonly string[] {
  const wrong: string[] = [];
  for (const [index, { role, content }] of messages.entries()) {
    const turn = `turn ${index + 1}`;
    const before = messages[index - 1]?.role;
    if (before === undefined && role !== 'user') wrong.push(`${turn} is the assistant's; the user begins`);
    if (before === role) wrong.push(`${turn} is the ${role}'s, and so is the one before`);
    if (content.trim() === '') wrong.push(`${turn} is empty`);
    else if (content !== content.trim()) wrong.push(`${turn} begins or ends with blanks`);
  }
  if (messages.at(-1)?.role !== 'user') wrong.push("the last turn is not the user's");
  return wrong;
}
