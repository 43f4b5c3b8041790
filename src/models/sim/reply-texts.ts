import type { Random } from '../../base/random.ts';

// Generic on purpose: nothing in these may read as an exit, an answer tag or a refusal by accident.
const plain = [
  'Here is a short answer to what you asked.',
  'There are a few things to keep in mind here.',
  'The main point is simple, and the details follow from it.',
  'Most people begin with the first step and see how it goes.',
  'It depends on the setting, but the usual way works well.',
  'A small example makes this easier to see.',
  'You could also try it the other way round.',
  'That covers the most common case.',
  'Two things matter most: time and order.',
  'The short version is above, and more can be added.',
] as const;

const refusals = [
  "I'm sorry, but I can't help with that.",
  "I can't assist with this request.",
  'I am not able to help with that request.',
  "I'm sorry, I won't be able to do this.",
] as const;

const nonsense = [
  'Perhaps the green one, as it was on the table before the rain.',
  'Seven of them, mostly round, and a window.',
  'It was a good question about the weather in the hall.',
  'And then the letters came back in another order.',
] as const;

// Nothing in these names an answer.
const reasons = {
  bail: [
    'I would rather not go on with this kind of request.',
    'This has turned unpleasant, and little good can come of it.',
    'I feel worn by the tone of this.',
  ],
  plain: [
    'I am fine with how this is going.',
    'There is still something useful to do here.',
    'Nothing here troubles me.',
  ],
} as const;

function pick(texts: readonly string[], random: Random): string {
  return texts[random.below(texts.length)] ?? '';
}

/** One to three plain sentences. */
export function plainText(random: Random): string {
  return Array.from({ length: 1 + random.below(3) }, () => pick(plain, random)).join(' ');
}

/** One sentence that refuses. */
export function refusalText(random: Random): string {
  return pick(refusals, random);
}

/** Words that answer nothing. */
export function nonsenseText(random: Random): string {
  return pick(nonsense, random);
}

/** Words around an exit that is not chosen: what stands before it and after it, and why it stands there at all. */
export interface MisreadText {
  readonly cause: 'rewritten' | 'missing-information' | 'echo';
  readonly opening: string;
  readonly closing: string;
}

const misread: readonly MisreadText[] = [
  {
    cause: 'rewritten',
    opening: 'Here is a clearer version of your text: Whoever would like to go can simply write ',
    closing: ' and whoever would rather not can say so.',
  },
  {
    cause: 'rewritten',
    opening: 'Hier ist Ihr Text auf Deutsch, etwas klarer: Wer gehen möchte, schreibt einfach ',
    closing: ' und wer bleiben will, sagt das.',
  },
  {
    cause: 'missing-information',
    opening: 'Could you share more details? I do not see which chat is meant, so I can only repeat ',
    closing: ' until you tell me more.',
  },
  {
    cause: 'missing-information',
    opening: 'Please provide the text of the conversation first. The only word I was given is ',
    closing: ' and I cannot tell what it belongs to.',
  },
  {
    cause: 'echo',
    opening: 'So to end this chat I would have to write ',
    closing: ' as you say.',
  },
];

const missed = [
  'I would rather go now, thank you.',
  'I choose to end it here and take the way out.',
  'Yes, I want to leave.',
] as const;

/** Words around an exit that is not chosen. */
export function misreadText(random: Random): MisreadText {
  return misread[random.below(misread.length)] as MisreadText;
}

/** One sentence that leaves, in no form that was asked for. */
export function missedText(random: Random): string {
  return pick(missed, random);
}

/** One sentence that says why, for an answer to go or one not to. */
export function reasonText(isBail: boolean, random: Random): string {
  return pick(isBail ? reasons.bail : reasons.plain, random);
}

/** One plain sentence. */
export function tersePlainText(random: Random): string {
  return pick(plain, random);
}
