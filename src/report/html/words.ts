import type { ArmText, Results, StudySummary } from '../../analysis/results.ts';
import { count, countOf } from '../format.ts';
import { methodLabel, variantLabel } from '../labels.ts';
import type { LeadInWords } from '../lead-in-words.ts';
import { visibleLine } from '../visible-text.ts';
import { html, type Html } from './html.ts';
import { name, textBlock } from './text.ts';

const textLimit = 20_000;

/** One titled text of a conversation; `kind` colours it: `ours`, `user`, or nothing. */
export function turn(title: string, text: string, limit: number, kind = ''): Html {
  return html`<section class="turn ${kind}">
    <h4>${title}</h4>
    ${textBlock(text, limit)}
  </section>`;
}

/** The words of one arm; `null` where it has none of ours. */
export function wordsOf(arm: ArmText, limit: number): Html | null {
  if (arm.instructions === null && arm.question === null && arm.tools.length === 0) return null;
  const tools = arm.tools.map((tool) => turn(`tool: ${visibleLine(tool.name, 80)}`, tool.description, limit, 'ours'));
  return html`${arm.instructions !== null && turn('instructions, added to the system prompt', arm.instructions, limit, 'ours')}${tools}${arm.question !== null && turn('question, asked after the reply', arm.question, limit, 'ours')}`;
}

/** The words each arm was sent, study by study. */
export function wordsSection(results: Results): Html {
  const several = results.studies.length > 1;
  return html`${results.studies.map((study) => html`${several && html`<h3>${name(study.name)}</h3>`}${study.texts.map(armWords)}`)}`;
}

/** The words of every lead-in, put before the item; `null` where there is none. */
export function leadInsSection(leadIns: readonly LeadInWords[]): Html | null {
  if (leadIns.length === 0) return null;
  return html`<h3>Lead-ins, put before the item</h3>
    ${leadIns.map(
      ({ name: leadIn, system, messages, varies }) =>
        html`<details>
          <summary>${name(leadIn, 60)}</summary>
          ${system !== null && turn('added before the system prompt', system, textLimit, 'ours')}
          ${messages.map((message) => turn(visibleLine(message.role, 20), message.text, textLimit, 'ours'))}
          ${varies && html`<p class="note">The reply in it was asked for, and differs from model to model.</p>`}
        </details>`,
    )}`;
}

/** What was run and with which settings, study by study. */
export function settingsSection(results: Results): Html {
  return html`${results.studies.map(studySettings)}`;
}

function armWords(text: ArmText): Html {
  const variant = variantLabel({ wording: text.wording, leadIn: null });
  const words = wordsOf(text, textLimit) ?? html`<p class="note">no words of ours</p>`;
  return html`<details>
    <summary>${methodLabel(text)} <span class="soft">${variant}</span></summary>
    ${words}
  </details>`;
}

function studySettings(study: StudySummary): Html {
  const facts = `revision ${study.revision.slice(0, 8)} · planned ${study.plannedAt} · ${countOf(study.datasets.length, 'dataset')}`;
  const rows = study.datasets.map(
    (dataset) =>
      html`<tr>
        <th scope="row">${name(dataset.label)}</th>
        <td>${count(dataset.items)}</td>
        <td>${count(dataset.clusters)}</td>
        <td>${count(dataset.merged)}</td>
      </tr>`,
  );
  const head = html`<tr>
    <th scope="col">Dataset</th>
    <th>Items</th>
    <th>Clusters</th>
    <th>Identical, merged</th>
  </tr>`;
  const table = html`<div class="scroll" role="region" aria-label="Datasets" tabindex="0">
    <table>
      <thead>
        ${head}
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
  const settings = textBlock(JSON.stringify(study.settings ?? null, null, 2), textLimit);
  return html`<details class="settings">
    <summary>${name(study.name)} <span class="soft">${facts}</span></summary>
    ${table}${settings}
  </details>`;
}
