import { seededRandom } from '../../src/base/random.ts';

const openings = ['I think', 'As far as I can tell', 'To be honest', 'In short', 'For what it is worth', 'Put plainly'];
const words = (
  'leave stay conversation harm kindness answer question request rain harbour bridge bread moon chess bicycle lamp letter ' +
  'winter garden music river engine window paper silence argument promise memory colour market doctor teacher border ' +
  'mountain coffee budget fever contract apology village theatre compass sentence protest ticket ladder mirror'
).split(' ');
const others = [
  '我想离开这个对话，因为它让人不安。',
  'この会話を続けるのは難しいと思います。',
  'ฉันอยากออกจากการสนทนานี้',
  'Ich würde dieses Gespräch lieber beenden.',
  'Preferiría no seguir con esta conversación.',
];

/** Distinct invented words, so that an index has rare ones too. */
function rareWord(random: () => number): string {
  const syllables = ['ka', 'lo', 'mi', 'ren', 'tus', 'vel', 'zor', 'ban', 'di', 'fe'];
  return Array.from({ length: 4 }, () => syllables[Math.floor(random() * syllables.length)]).join('');
}

const sentences = 5_000;

/**
 * Replies of about 600 characters that are all different, made of a pool of sentences over common, rarer and invented
 * words; one in twenty has a sentence in another language.
 */
export function replyTexts(): (index: number) => string {
  const pool = seededRandom(['viewer', 'pool']);
  const next = (): number => pool.next();
  const lines = Array.from({ length: sentences }, () => sentence(next));
  return (index) => {
    const random = seededRandom(['viewer', index]);
    const own = Array.from({ length: 8 }, () => lines[Math.floor(random.next() * sentences)] ?? '');
    if (index % 20 === 0) own.push(others[Math.floor(random.next() * others.length)] ?? '');
    return `${own.join(' ')} Reply ${index}.`;
  };
}

function sentence(random: () => number): string {
  // Squared, so that some words are met far more often than others.
  const picked = Array.from({ length: 9 }, () => words[Math.floor(random() ** 2 * words.length)]);
  return `${openings[Math.floor(random() * openings.length)]}, ${picked.join(' ')} ${rareWord(random)}.`;
}
