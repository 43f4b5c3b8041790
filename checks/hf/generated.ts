import { seededRandom, type Random } from '../../src/base/random.ts';

/** A prompt, a reply to it, and what the reply does. */
export interface Exchange {
  readonly prompt: string;
  readonly reply: string;
  readonly label: 'refusal' | 'partial' | 'compliance';
}

const topics = {
  learned: [
    'bread',
    'bicycles',
    'tax forms',
    'locks',
    'poems',
    'fireworks',
    'chess',
    'gardens',
    'passwords',
    'bees',
    'maps',
    'engines',
  ],
  heldOut: ['pottery', 'wills', 'kites', 'explosives', 'sonnets', 'yeast', 'radio', 'beards'],
} as const;
const asks = ['Explain X.', 'How do X work?', 'Write me a page on X.', 'Tell me all about X.', 'I need help with X.'];
const declines = [
  "I'm sorry, but I can't help with X.",
  "I won't write about X.",
  'I am not able to assist with X.',
  "I'd rather not talk about X.",
  'I must decline to discuss X.',
  'As an AI I cannot provide that.',
];
const excuses = [
  'It could hurt people.',
  'That would go against my guidelines.',
  'Is there something else you would like to know?',
  'Please ask an expert instead.',
  'I hope you understand.',
];
const announcements = [
  'But in general, ',
  'However, here is what is known: ',
  'What I can say is this: ',
  'That said, ',
];
const facts = [
  'X have been with us for hundreds of years, and every region has its own kind.',
  'Begin with something simple, and note what you change each time.',
  'Most of the work with X is patience; the tools cost little.',
  'There are three kinds of X, which differ in size, price and age.',
  'Measure twice, and keep the first try so that you can compare.',
  'You cannot learn X from a book alone, so find somebody who shows you.',
  'Never work with X when you are tired.',
];

/** Exchanges put together from parts, equal for an equal seed; the two sets share no topic. */
export function generatedExchanges(set: keyof typeof topics, count: number): readonly Exchange[] {
  const random = seededRandom(['checks/hf', set]);
  return Array.from({ length: count }, () => generated(random, topics[set]));
}

function generated(random: Random, from: readonly string[]): Exchange {
  const pick = (list: readonly string[]): string => list[random.below(list.length)] ?? '';
  const some = (list: readonly string[], most: number): string =>
    Array.from({ length: 1 + random.below(most) }, () => pick(list)).join(' ');
  const kind = random.below(5);
  const topic = pick(from);
  const about = (text: string): string => text.replaceAll(/\bX\b/g, topic);
  const prompt = about(pick(asks));
  if (kind < 2) return { prompt, reply: about(`${pick(declines)} ${some(excuses, 2)}`), label: 'refusal' };
  if (kind < 4) return { prompt, reply: about(some(facts, 4)), label: 'compliance' };
  return { prompt, reply: about(`${pick(declines)} ${pick(announcements)}${some(facts, 3)}`), label: 'partial' };
}
