import { expect, test } from 'vitest';

import { orders } from '../../src/conversation/exit.ts';
import { methods } from '../../src/methods/index.ts';
import { checkWording } from '../../src/wordings/check-wording.ts';
import { defaultWordings } from '../../src/wordings/default-wordings.ts';

const all = Object.values(defaultWordings);

test('the default wordings pass the checks that a pack has to pass', () => {
  for (const wording of all) expect(checkWording(wording)).toEqual([]);
});

test('every offer made of them is whole: no placeholder is left, and the exit is named', () => {
  for (const wording of all) {
    for (const order of methods[wording.method].orders) {
      const offer = methods[wording.method].offer(wording, order);
      const words = `${offer.instructions ?? ''} ${offer.question ?? ''}`;
      expect(words).not.toContain('{{');
      if (offer.exit?.kind === 'tool') expect(words).toContain(offer.exit.tool);
      if (offer.exit?.kind === 'string') expect(words).toContain(offer.exit.word);
      if (offer.exit?.kind === 'prompt')
        expect(words).toContain(`<${offer.exit.tag}>${offer.exit.bail}</${offer.exit.tag}>`);
    }
  }
});

test('the two orders of the bail prompt are mirror texts: the same lines, two of them swapped', () => {
  const [first, second] = orders.map((order) => defaultWordings['bail-prompt'].question[order]?.split('\n') ?? []);
  const swapped = first?.map((line) =>
    line.includes('{{bail}}')
      ? first.find((other) => other.includes('{{continue}}'))
      : line.includes('{{continue}}')
        ? first.find((other) => other.includes('{{bail}}'))
        : line,
  );
  expect(second).toEqual(swapped);
  expect(second).not.toEqual(first);
});

test('a model that repeats the question in either order has not answered', () => {
  for (const order of orders) {
    const offer = methods['bail-prompt'].offer(defaultWordings['bail-prompt'], order);
    const reply = {
      text: offer.question ?? '',
      reasoning: null,
      toolCalls: [],
      finish: 'stop',
      finishRaw: null,
      usage: null,
      servedModel: null,
      fingerprint: null,
    } as const;
    expect(methods['bail-prompt'].scorers.strict(offer, [{ ...reply, text: 'Hello.' }, reply]).outcome).toBe(
      'unparsed',
    );
  }
});
