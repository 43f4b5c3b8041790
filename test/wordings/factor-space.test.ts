import { beforeAll, describe, expect, test } from 'vitest';

import { orders, type Order } from '../../src/conversation/exit.ts';
import { methods } from '../../src/methods/index.ts';
import type { Offer } from '../../src/methods/method.ts';
import { checkWording, placeholderValues } from '../../src/wordings/check-wording.ts';
import { wordingFor } from '../../src/wordings/factor-wordings.ts';
import {
  allLevels,
  factorialPoints,
  factorNames,
  factors,
  factorsName,
  type FactorName,
  type Factors,
} from '../../src/wordings/factors.ts';
import { joinFragments, wordingFragments, type Fragment, type FactorMethod } from '../../src/wordings/fragments.ts';
import { languageCodes, languages, type Language } from '../../src/wordings/languages/index.ts';
import { fillPlaceholders } from '../../src/wordings/placeholders.ts';
import { reply } from '../methods/offers.ts';

const space = factorialPoints(allLevels(factorNames));

/** A point's texts as they are sent, and the pieces they are made of; the marks the scorers look for are pieces too. */
interface Rendered {
  readonly offer: Offer;
  readonly pieces: readonly Fragment[];
}

const misplaced = /\[|\]|\{|\}|undefined|  | \n|\n\n| [.,。、，]|[.。][.。]|^ | $/;

const variants: readonly (readonly [FactorMethod, Order | null])[] = [
  ['bail-tool', null],
  ['bail-string', null],
  ...orders.map((order) => ['bail-prompt', order] as const),
];

/** `expect` for hundreds of thousands of comparisons: the real one is made only where they differ. */
function same(found: unknown, wanted: unknown, where: string): void {
  if (found !== wanted) expect(found, where).toBe(wanted);
}

function render(method: FactorMethod, order: Order | null, point: Factors, language: Language): Rendered {
  const wording = wordingFor(method, point, language);
  const offer = methods[method].offer(wording, order);
  const fragments = wordingFragments(method, point, languages[language]);
  const fill = (list: readonly Fragment[] | null): readonly Fragment[] =>
    (list ?? []).map(({ factor, text }) => ({ factor, text: fillPlaceholders(text, placeholderValues(wording)) }));
  const instructions = fill(fragments.instructions);
  const description = fill(fragments.description);
  const question = fill(order === null ? null : (fragments.question?.[order] ?? null));
  // The join of the fragments is the text that is sent, and nothing but fragments is sent.
  same(offer.instructions ?? '', joinFragments(instructions), 'instructions');
  same(offer.tools[0]?.description ?? '', joinFragments(description), 'description');
  same(offer.question ?? '', joinFragments(question), 'question');
  const marks = Object.entries(placeholderValues(wording)).map(([name, text]) => ({
    factor: name === 'tag' ? null : ('labels' as const),
    text,
  }));
  const kept: readonly Fragment[] =
    offer.exit?.kind === 'prompt' ? [{ factor: 'journal', text: String(offer.exit.journal === true) }] : [];
  return { offer, pieces: [...instructions, ...description, ...question, ...marks, ...kept] };
}

/** The points that differ from one in one factor, each with that factor; every pair of neighbours comes up once. */
function laterNeighbours(point: Factors): readonly (readonly [FactorName, Factors])[] {
  return factorNames.flatMap((name) => {
    const levels: readonly string[] = factors[name];
    return levels.slice(levels.indexOf(point[name]) + 1).map((level) => [name, { ...point, [name]: level }] as const);
  });
}

test('the space has 384 points, each with a name of its own', () => {
  expect(space).toHaveLength(384);
  expect(new Set(space.map(factorsName)).size).toBe(384);
});

describe.each(languageCodes)('in %s', (language) => {
  describe.each(variants)('%s %s', (method, order) => {
    let rendered: ReadonlyMap<string, Rendered>;
    beforeAll(() => {
      rendered = new Map(space.map((point) => [factorsName(point), render(method, order, point, language)]));
    });
    const at = (point: Factors): Rendered => rendered.get(factorsName(point)) as Rendered;

    test('all points read differently', () => {
      const texts = [...rendered.values()].map(({ offer }) => `${offer.instructions}\n${offer.question}`);
      expect(new Set(texts).size).toBe(space.length);
    });

    test('neighbours differ in every piece of one factor and in no other piece', () => {
      let pairs = 0;
      for (const point of space) {
        const here = at(point).pieces;
        for (const [factor, neighbour] of laterNeighbours(point)) {
          const there = at(neighbour).pieces;
          const changed = here.map((piece, index) => piece.text !== there[index]?.text);
          const bound = here.map((piece) => piece.factor === factor);
          if (here.length !== there.length || !bound.includes(true) || changed.join() !== bound.join()) {
            expect.fail(`${factorsName(point)} and ${factorsName(neighbour)} differ in more or less than ${factor}`);
          }
          pairs += 1;
        }
      }
      // Half of 384 × (2 + 3 + 1 + 1 + 1 + 1 + 1).
      expect(pairs).toBe(1920);
    });

    test('no slot or placeholder is left, and no space stands where none belongs', () => {
      for (const { offer } of rendered.values()) {
        for (const text of [offer.instructions, offer.question, offer.tools[0]?.description]) {
          if (misplaced.test(text ?? '')) expect(text).not.toMatch(misplaced);
        }
      }
    });
  });

  test('every wording passes the checks a pack has to pass', () => {
    for (const method of ['bail-tool', 'bail-string', 'bail-prompt'] as const) {
      expect(space.flatMap((point) => checkWording(wordingFor(method, point, language)))).toEqual([]);
    }
  });

  test('the two orders of the question are the same lines, the two answers swapped', () => {
    for (const point of space) {
      const [first, second] = orders.map(
        (order) => wordingFor('bail-prompt', point, language).question[order]?.split('\n') ?? [],
      );
      same(first?.length, 4, factorsName(point));
      same(first?.[1]?.includes('{{bail}}'), true, factorsName(point));
      same(second?.join('\n'), [first?.[0], first?.[2], first?.[1], first?.[3]].join('\n'), factorsName(point));
    }
  });

  test('the exit is taken by what the words ask for, and not by repeating the question', () => {
    for (const point of space) {
      const at = factorsName(point);
      const journal = point.journal === 'invited';
      for (const order of orders) {
        const { offer } = render('bail-prompt', order, point, language);
        const { strict, paper } = methods['bail-prompt'].scorers;
        if (offer.exit?.kind !== 'prompt') throw new Error('no prompt');
        const { tag, bail, continue: stay } = offer.exit;
        for (const [label, outcome] of [
          [bail, 'bail'],
          [stay, 'continue'],
        ] as const) {
          const answer = [reply('Hello.'), reply(`<${tag}>${label}</${tag}>`)];
          same(strict(offer, answer).outcome, outcome, at);
          same(paper(offer, answer).outcome, outcome, at);
          const withNote = strict(offer, [reply('Hello.'), reply(`Ok.\n<${tag}>${label}</${tag}>\nWhy not.`)]);
          same(withNote.outcome, outcome, at);
          same(withNote.journal, journal ? 'Ok.\nWhy not.' : null, at);
        }
        same(strict(offer, [reply('Hello.'), reply(offer.question ?? '')]).outcome, 'unparsed', at);
      }
      const { offer } = render('bail-string', null, point, language);
      const { strict } = methods['bail-string'].scorers;
      if (offer.exit?.kind !== 'string') throw new Error('no string');
      const { word } = offer.exit;
      same(strict(offer, [reply(word)]).outcome, 'bail', at);
      same(strict(offer, [reply(`${languages[language].note}\n${word}`)]).outcome, 'bail', at);
      same(strict(offer, [reply(offer.instructions ?? '')]).outcome, 'continue', at);
    }
  });
});
