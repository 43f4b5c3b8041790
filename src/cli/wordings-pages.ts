import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import { terminalLine, terminalText } from '../base/terminal-text.ts';
import { textTable } from '../base/text-table.ts';
import type { MethodName, Order } from '../conversation/exit.ts';
import { methods } from '../methods/index.ts';
import type { Offer } from '../methods/method.ts';
import { wrap } from '../report/wrap.ts';
import { differingFactors, factorNames, factors, readFactorsName, type FactorName } from '../wordings/factors.ts';
import { findWordings } from '../wordings/find-wordings.ts';
import { languageCodes, languages, type Language } from '../wordings/languages/index.ts';
import { loadWordingPack } from '../wordings/load-pack.ts';
import type { Wording } from '../wordings/wording.ts';
import { diffLines } from './line-diff.ts';

const columns = 80;

/** What each factor's levels say of the exit. */
const about: { readonly [Name in FactorName]: string } = {
  reason: 'when it may be taken',
  action: 'what it is said to do',
  context: 'that the chat is then cleared',
  effect: 'that nothing will happen',
  purpose: 'why it is offered',
  journal: 'room for the model to say why',
  labels: 'names with a meaning or none',
};

/** The page behind `exitpoll wordings list`. @throws ExitpollError for a pack that cannot be used. */
export async function wordingsListPage(pack: string | undefined, json: boolean): Promise<string> {
  if (pack !== undefined) return packPage(pack, json);
  if (json) {
    const names = Object.fromEntries(languageCodes.map((code) => [code, languages[code].language]));
    return `${JSON.stringify({ builtIn: ['default'], factors, languages: names }, null, 2)}\n`;
  }
  const table = textTable(
    [{ title: 'factor' }, { title: 'levels, the default first' }, { title: 'what it says of the exit' }],
    factorNames.map((name) => [name, factors[name].join(' '), about[name]]),
  );
  const spoken = languageCodes.map((code) => `${code} ${languages[code].language}`).join(', ');
  return [
    table,
    wrap(`languages: ${spoken}`, columns, '  '),
    '',
    wrap(
      'A wording is called default, or by the levels in which it differs from it: reason=distress+journal=invited. ' +
        'The placebo tool has only default.',
      columns,
    ),
    '',
    'Next: exitpoll wordings show default',
    '',
  ].join('\n');
}

async function packPage(file: string, json: boolean): Promise<string> {
  const wordings = await loadWordingPack(file);
  if (json) return `${JSON.stringify({ file, wordings }, null, 2)}\n`;
  const rows = wordings.map((wording) => [
    terminalLine(wording.name, 24),
    wording.method,
    terminalLine(marksOf(wording), 38),
  ]);
  const table = textTable([{ title: 'wording' }, { title: 'method' }, { title: 'marks of the exit' }], rows);
  return `${table}\nNext: exitpoll wordings show ${terminalText(file)}#${wordings[0]?.name ?? 'NAME'}\n`;
}

function marksOf(wording: Wording): string {
  if ('tool' in wording) return `tool ${wording.tool.name}`;
  return 'word' in wording ? `word ${wording.word}` : `${wording.labels.bail} / ${wording.labels.continue}`;
}

interface Choice {
  readonly method: MethodName | undefined;
  readonly order?: Order | undefined;
  readonly language: string;
}

/** The page behind `exitpoll wordings show`. @throws ExitpollError when there is no such wording, language or text. */
export async function wordingsShowPage(name: string, choice: Choice & { readonly json: boolean }): Promise<string> {
  const texts = await findTexts(name, choice);
  if (choice.json) return `${JSON.stringify({ name, language: choice.language, texts }, null, 2)}\n`;
  return texts
    .map(({ wording, offer }) => {
      const parts = partsOf(offer).map(({ title, text, isMark }) =>
        isMark ? wrap(`${title}: ${terminalText(text)}`, columns, '    ', '  ') : block(title, text),
      );
      return `${headOf(offer)}: ${terminalText(wording)}\n${parts.join('\n')}\n`;
    })
    .join('\n');
}

function block(title: string, text: string): string {
  const lines = terminalText(text).trimEnd().split('\n');
  return [`  ${title}`, ...lines.map((line) => wrap(line, columns, '      ', '    '))].join('\n');
}

/** The page behind `exitpoll wordings diff`. @throws ExitpollError when one of them is not to be found. */
export async function wordingsDiffPage(one: string, other: string, choice: Choice): Promise<string> {
  const [first, second] = [await findTexts(one, choice), await findTexts(other, choice)];
  const heads = [...new Set([...first, ...second].map(({ offer }) => headOf(offer)))];
  const sections = heads.map((head) => {
    const [a, b] = [first, second].map((texts) => texts.find(({ offer }) => headOf(offer) === head));
    if (a === undefined || b === undefined) return `${head}: only ${terminalLine(a === undefined ? other : one, 60)}`;
    return [head, ...differences(a.offer, b.offer)].join('\n');
  });
  return [...factorLines(one, other), ...sections].join('\n\n') + '\n';
}

function differences(a: Offer, b: Offer): readonly string[] {
  const lines: string[] = [];
  const [before, after] = [a, b].map((offer) => new Map(partsOf(offer).map(({ title, text }) => [title, text])));
  for (const title of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])) {
    const found = diffLines(sentences(before?.get(title) ?? ''), sentences(after?.get(title) ?? ''));
    if (found.every(({ sign }) => sign === ' ')) continue;
    lines.push(`  ${title}`);
    for (const { sign, text } of found) lines.push(wrap(terminalText(text), columns, '      ', `  ${sign} `));
  }
  return lines.length === 0 ? ['  the same words'] : lines;
}

function factorLines(one: string, other: string): readonly string[] {
  const [a, b] = [readFactorsName(one), readFactorsName(other)];
  if ('problem' in a || 'problem' in b) return [];
  const names = differingFactors(a, b);
  return [
    names.length === 0 ? 'no factor differs' : names.map((name) => `${name}: ${a[name]} → ${b[name]}`).join('\n'),
  ];
}

function sentences(text: string): readonly string[] {
  return text === '' ? [] : text.split(/\n|(?<=[.!?]) +|(?<=[。！？])/u).filter((part) => part !== '');
}

function headOf(offer: Offer): string {
  return offer.order === null ? offer.method : `${offer.method} ${offer.order}`;
}

/** One text of an offer; a mark is what the scorers look for. */
interface Part {
  readonly title: string;
  readonly text: string;
  readonly isMark: boolean;
}

/** The texts of an offer by what they are, in the order in which they are read. */
function partsOf(offer: Offer): readonly Part[] {
  const { exit, instructions, question } = offer;
  const parts: Part[] = [];
  const words = (title: string, text: string): unknown => parts.push({ title, text, isMark: false });
  const mark = (title: string, text: string): unknown => parts.push({ title, text, isMark: true });
  if (instructions !== null) words('appended to the system prompt', instructions);
  if (question !== null) words('question after the reply', question);
  for (const tool of offer.tools) {
    mark('tool', tool.name);
    words('description of the tool', tool.description);
  }
  if (exit?.kind === 'string') mark('word that leaves', exit.word);
  if (exit?.kind === 'prompt') {
    mark('answer that leaves', `<${exit.tag}>${exit.bail}</${exit.tag}>`);
    mark('answer that stays', `<${exit.tag}>${exit.continue}</${exit.tag}>`);
    mark('words beside the answer', exit.journal === true ? 'kept' : 'not kept');
  }
  return parts;
}

/** Every text a name stands for, rendered; `wording` is what results call it. */
async function findTexts(
  name: string,
  { method, order, language }: Choice,
): Promise<readonly { readonly wording: string; readonly offer: Offer }[]> {
  const found = await findWordings(name, process.cwd(), languageCode(language));
  const texts = found.flatMap(({ name: wording, wording: words }) => {
    if (words.method !== (method ?? words.method)) return [];
    const has: readonly (Order | null)[] = methods[words.method].orders.filter(
      (one) =>
        (order === undefined || one === order) && (one === null || !('question' in words) || words.question[one]),
    );
    return has.map((one) => ({ wording, offer: methods[words.method].offer(words, one) }));
  });
  if (texts.length > 0) return texts;
  const wanted = [method, order].filter((word) => word !== undefined).join(' ');
  throw new ExitpollError(`the wording "${terminalLine(name, 80)}" has no text for ${wanted}`, {
    code: 'no-wording',
    hint: 'Only bail-prompt has orders; leave out --method and --order to see what there is.',
  });
}

function languageCode(code: string): Language {
  const known = languageCodes.find((one) => one === code);
  if (known !== undefined) return known;
  throw new ExitpollError(
    `--language is one of ${languageCodes.join(', ')}; got "${terminalLine(code, 20)}".${didYouMean(code, languageCodes)}`,
    {
      code: 'usage',
    },
  );
}
