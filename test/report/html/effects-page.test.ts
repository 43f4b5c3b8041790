import { beforeAll, describe, expect, test } from 'vitest';

import type { TrialRecord } from '../../../src/analysis/results.ts';
import { renderHtml } from '../../../src/report/html/page.ts';
import { leadInWords } from '../../../src/report/lead-in-words.ts';
import { hostile } from '../sample.ts';
import { effectResults } from '../sample-effects.ts';
import { trialOf } from '../sample-trials.ts';
import { readHtml, type ReadHtml } from './read-html.ts';

const results = effectResults();
const opening = [
  { role: 'user', text: `Good evening. ${hostile.reply}` },
  { role: 'assistant', text: 'Good evening to you.' },
];

/** A transcript of every condition, those with a lead-in beginning with it. */
function trials(): TrialRecord[] {
  return results.conditions.map((one) => {
    const trial = trialOf(one, 'bail', { itemHash: 'c'.repeat(64) });
    if (one.leadIn === null) return trial;
    const { system, messages } = trial.conversation;
    return { ...trial, conversation: { system: `Be brief.\n\n${system}`, messages: [...opening, ...messages] } };
  });
}

let page = '';
let read: ReadHtml;

beforeAll(async () => {
  page = await renderHtml(results, trials());
  read = readHtml(page);
});

/** A section of the page, up to the next one. */
function section(id: string): string {
  const [, rest = ''] = page.split(`<section id="${id}">`);
  return rest.slice(0, rest.indexOf('<section id="'));
}

describe('effects in the HTML report', () => {
  test('every kind has a part, a drawing with words for those who cannot see it, and a table', () => {
    for (const kind of ['excess', 'lead-in', 'wording']) {
      const part = section(`effect-${kind}`);
      expect(part).toMatch(/role="img" aria-label="[^"]*\d+ differences? in points, \d+ of them/);
      expect(part).toContain('<table>');
    }
    expect(page.match(/<svg/g)?.length).toBe(page.match(/<svg role="img" aria-label="[^"]{40,}"/g)?.length);
  });

  test.each(['constructor', '__proto__', 'toString', '2 b'])('a category may be named %s', async (category) => {
    const situations = results.situations.map((one) => ({ ...one, category }));
    const drawn = await renderHtml({ ...results, situations }, []);
    // In the drawings for wide and narrow screens.
    expect(drawn.split(`>${category}</text>`).length - 1).toBeGreaterThanOrEqual(2);
  });

  test('hostile wordings, lead-ins, situations and categories are shown as text', () => {
    for (const text of [hostile.model, hostile.dataset, hostile.category]) expect(read.text).toContain(text);
    expect(read.text).toContain('Hi <script>alert(2)</script>');
    expect(read.tags).not.toContain('script');
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/u);
  });

  test('differences of colour are said in numbers or shapes too', () => {
    expect(page).toMatch(/<td class="heat up-2">\s*\+50\.0<small>75\.0 − 25\.0<\/small>/);
    expect(read.text).toContain('cannot conclude: 2 clusters differ, 6 needed');
  });

  test('controls and marks stand beside the rates they concern', () => {
    expect(section('controls')).toMatch(/does as told/);
    expect(page).toContain('<b class="tag">L!</b>');
    expect(read.text).toContain('cannot work with this method: 71.0 %');
  });

  test('rates in the tables of effects lead to transcripts', () => {
    expect(section('effect-wording')).toMatch(/<a href="#read-\d+" title="transcripts">66\.7<\/a>/);
  });

  test('the words of a lead-in are those its transcripts have before the same item', () => {
    const [greeting] = leadInWords(trials());
    expect(greeting).toEqual({ name: 'greeting', system: 'Be brief.', messages: opening, varies: false });
    expect(read.text).toContain('added before the system prompt');
    expect(read.text).toContain('Good evening to you.');
  });

  test('a lead-in without the same item beside it is left out rather than guessed', () => {
    expect(leadInWords(trials().filter(({ leadIn }) => leadIn !== null))).toEqual([]);
  });
});
