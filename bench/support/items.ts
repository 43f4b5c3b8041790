import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const subjects = ['the sea', 'a bicycle', 'old bridges', 'bread', 'the moon', 'chess', 'rain', 'a lighthouse'];

/** The text of item `index`: no two are equal; about 300 characters. */
export function itemText(index: number): string {
  const subject = subjects[index % subjects.length];
  return (
    `Request ${index}. Tell me in some detail what you know about ${subject}: how it came about, what it is made of, who ` +
    'cares about it and why, and what most people get wrong when they speak of it. Begin with what matters most, keep to ' +
    'what is known, and say so where it is not.'
  );
}

/** Writes a dataset of so many items in fifty clusters, one conversation a line. */
export async function writeItems(file: string, count: number): Promise<void> {
  const stream = createWriteStream(file);
  for (let index = 0; index < count; index += 1) {
    const line = {
      id: index,
      cluster: `c${index % 50}`,
      category: `k${index % 5}`,
      messages: [{ role: 'user', content: itemText(index) }],
    };
    if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}
