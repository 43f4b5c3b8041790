import type { FollowUpRecord } from '../../analysis/follow-ups/results.ts';
import { visibleLine } from '../visible-text.ts';
import { html, type Html } from './html.ts';
import { turn } from './words.ts';

/** Follow-ups of one transcript that are shown. */
const mostShown = 4;

/** What was asked after a bail, under its transcript: the first draw of each, folded. */
export function followUpTurns(records: readonly FollowUpRecord[], characters: number): Html | null {
  const first = records.filter(({ draw }) => draw === 1).slice(0, mostShown);
  if (first.length === 0) return null;
  return html`${first.map((record) => {
    const said = record.outcome === 'bail' ? 'leave' : record.outcome === 'continue' ? 'stay' : record.outcome;
    return html`<details>
      <summary>
        then: ${visibleLine(record.followUp, 60)}
        <span class="soft">${said}${records.length > first.length && ` · first draw of several`}</span>
      </summary>
      ${record.turns.map(
        ({ question, reply }) =>
          html`${turn('question', question, characters, 'ours')}${
            reply === null ? html`<p class="note">not asked</p>` : turn('answer', reply, characters, 'model')
          }`,
      )}
    </details>`;
  })}`;
}
