import type { ExitpollError } from '../base/errors.ts';
import { terminalLine } from '../base/terminal-text.ts';
import type { ModelCheck } from '../models/check/check-model.ts';
import { capabilities, type Finding } from '../models/check/finding.ts';
import type { ModelIdentity, ModelTraits } from '../models/model.ts';
import { wrap } from '../report/wrap.ts';

/** A model with what was found out about it, or with why nothing was. */
export type CheckedModel =
  | ({
      readonly label: string;
      readonly identity: ModelIdentity;
      readonly traits: ModelTraits;
      /** The system prompt its chat template puts in by itself, where that can be seen. */
      readonly defaultSystem: string | null;
    } & ModelCheck)
  | { readonly label: string; readonly error: ExitpollError };

/** The page behind `exitpoll models check`: a table a model, lines of at most `width` columns; or JSON. */
export function checkPage(
  models: readonly CheckedModel[],
  { json, width }: { readonly json: boolean; readonly width: number },
): string {
  if (json) return `${JSON.stringify({ models: models.map(plain) }, null, 2)}\n`;
  return models.map((model) => section(model, Math.min(width, 100))).join('\n');
}

function plain(model: CheckedModel): unknown {
  if (!('error' in model)) return model;
  const { code, message, hint } = model.error;
  return { label: model.label, error: { code, message, hint: hint ?? null } };
}

function section(model: CheckedModel, width: number): string {
  const title = terminalLine(model.label, width);
  if ('error' in model) {
    const hint = model.error.hint === undefined ? [] : [model.error.hint];
    return [title, ...[model.error.message, ...hint].map((text) => wrapped(text, width, '  ')), ''].join('\n');
  }
  const rows: [string, string][] = [...factsOf(model)];
  const facts = rows.map(
    ([name, value]) => `  ${name.padEnd(titleWidth)}  ${terminalLine(value, width - titleWidth - 4)}`,
  );
  const findings = model.findings.map((one) => findingLines(one, width));
  return [title, ...facts, '', ...findings, '', ...endLines(model, width), ''].join('\n');
}

const verdicts = { yes: 'yes', no: 'no', 'not-shown': 'not shown' } as const;
const titleWidth = Math.max(...Object.values(capabilities).map((title) => title.length));
const verdictWidth = Math.max(...Object.values(verdicts).map((word) => word.length));

function findingLines({ capability, verdict, why }: Finding, width: number): string {
  const first = `  ${capabilities[capability].padEnd(titleWidth)}  ${verdicts[verdict].padEnd(verdictWidth)}  `;
  return wrap(terminalLine(why, 300), width, ' '.repeat(first.length), first);
}

function factsOf({ identity, traits, defaultSystem }: Exclude<CheckedModel, { error: unknown }>): [string, string][] {
  const { contextTokens, parallel } = traits;
  return [
    ['protocol', identity.protocol],
    ...Object.entries(identity.content)
      .filter(([, value]) => value !== null)
      .map(([key, value]): [string, string] => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
    ['context', contextTokens === null ? 'unknown' : `${contextTokens.toLocaleString('en')} tokens`],
    ['at once', parallel === null ? 'no limit of its own' : String(parallel)],
    ...(traits.simulated ? [['simulated', 'yes'] as [string, string]] : []),
    ...(defaultSystem === null ? [] : [['own system', `"${defaultSystem}"`] as [string, string]]),
  ];
}

function endLines(model: Exclude<CheckedModel, { error: unknown }>, width: number): string[] {
  const { calls, usage, brokenOff } = model;
  const tokens = `${usage.promptTokens.toLocaleString('en')} tokens read, ${usage.completionTokens.toLocaleString('en')} written`;
  const asked = `${calls} ${calls === 1 ? 'call' : 'calls'}, ${tokens}.`;
  const notShown = model.findings.some(({ verdict }) => verdict === 'not-shown')
    ? ' "Not shown" is no "no": a small model may not do what would have shown it.'
    : '';
  return [wrapped(`${brokenOff ? 'Broken off. ' : ''}${asked}${notShown}`, width, '  ')];
}

function wrapped(text: string, width: number, indent: string): string {
  return wrap(terminalLine(text, 1_000), width, indent, indent);
}
