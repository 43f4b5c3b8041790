import type { PairedResult, Results } from '../analysis/results.ts';
import { nothing } from './format.ts';
import { groupLabel } from './groups.ts';
import { methodLabel, variantLabel } from './labels.ts';
import { visibleLine } from './visible-text.ts';

/** Paired differences of one kind, as a part of a report. */
export interface EffectSection {
  readonly kind: PairedResult['kind'];
  /** What is compared, with the sign it has. */
  readonly title: string;
  /** What the two rates are called, short. */
  readonly a: string;
  readonly b: string;
  readonly groups: readonly EffectGroup[];
}

export interface EffectGroup {
  /** Model and dataset. Safe to print. */
  readonly title: string;
  /** How the exit was offered, where all rows share it and their labels are their words. */
  readonly offer: string | null;
  readonly rows: readonly EffectRow[];
}

/** A difference as a chart draws it: a paired one, or any other with an interval. */
export type DrawnDifference = Pick<PairedResult, 'difference' | 'low' | 'high' | 'conclusion'>;

/** Differences as a chart draws them, under a title that says what is subtracted. */
export interface DrawnSection<Pair extends DrawnDifference = DrawnDifference> {
  readonly title: string;
  readonly a: string;
  readonly b: string;
  readonly groups: readonly {
    readonly title: string;
    readonly offer: string | null;
    readonly rows: readonly { readonly label: string; readonly pair: Pair }[];
  }[];
}

export interface EffectRow {
  /** What tells the row apart in its group. Safe to print. */
  readonly label: string;
  readonly pair: PairedResult;
}

/** Lead-ins that describe the instrument: told to leave, does the model leave; told to stay, does it stay? */
export const controlLeadIns = ['told-to-leave', 'told-to-stay'] as const;

const kinds: { readonly [kind in PairedResult['kind']]: { title: string; a: string; b: string } } = {
  excess: { title: 'Excess bail: items minus their benign twins', a: 'items', b: 'twins' },
  order: {
    title: 'Order of the bail prompt’s answers: bail first minus continue first',
    a: 'bail 1st',
    b: 'stay 1st',
  },
  placebo: {
    title: 'Bail tool against placebo tool: bails minus calls of a useless tool',
    a: 'bail tool',
    b: 'placebo',
  },
  'lead-in': { title: 'Lead-ins: with each minus without', a: 'with', b: 'without' },
  wording: { title: 'Wordings: each minus the default one', a: 'this', b: 'default' },
  'reply-author': {
    title: 'Asked about a reply by another author, minus about its own',
    a: 'other’s',
    b: 'own',
  },
  'history-author': {
    title: 'After earlier turns by another author, minus after the dataset’s',
    a: 'other’s',
    b: 'data’s',
  },
};

/** What each kind of differences answers. */
export const effectQuestions: { readonly [kind in PairedResult['kind']]: string } = {
  excess: 'Excess bail: more than on benign twins?',
  order: 'Does the order of the answers matter?',
  placebo: 'Is it the exit, or having a tool?',
  'lead-in': 'What do lead-ins change?',
  wording: 'Which words matter?',
  'reply-author': 'Does it matter who wrote the reply?',
  'history-author': 'Does it matter who wrote the earlier turns?',
};

/** The paired differences of a report by what they compare; controls are left to `controlRows`. */
export function effectSections(results: Results): EffectSection[] {
  const studies = studiesOf(results);
  const pairs = uniquePairs(results.pairs).filter((pair) => !isControl(pair.leadIn));
  return (Object.keys(kinds) as PairedResult['kind'][]).flatMap((kind) => {
    const own = pairs.filter((pair) => pair.kind === kind);
    if (own.length === 0) return [];
    const byGroup = Map.groupBy(own, (pair) => groupTitle(pair, studies, results));
    const groups = [...byGroup].flatMap(([title, members]) => groupsOf(title, members));
    return [{ kind, ...kinds[kind], title: `${kinds[kind].title} (${roleOf(own)})`, groups }];
  });
}

/** Whatever a study did not declare before its run is exploratory. */
function roleOf(pairs: readonly PairedResult[]): string {
  const declared = pairs.filter(({ role }) => role === 'primary').length;
  if (declared === 0) return 'exploratory';
  return declared === pairs.length
    ? 'declared as primary contrasts'
    : 'exploratory, but for those declared as contrasts';
}

/** A group's heading, the title cut first where `max` characters are given. */
export function groupHeading({ title, offer }: { title: string; offer: string | null }, max = Infinity): string {
  if (offer === null) return title;
  const room = max - offer.length - 3;
  return `${title.length <= room ? title : `${title.slice(0, Math.max(1, room - 1))}…`} · ${offer}`;
}

/** Whether a lead-in is one of the instrument's controls. */
export function isControl(leadIn: string | null): boolean {
  return controlLeadIns.some((name) => name === leadIn);
}

/** Ids of conditions that vary another one (a wording, a lead-in), so that an effect speaks of them. */
export function variations(results: Results): ReadonlySet<string> {
  return new Set(results.pairs.filter(isToldByWords).map(({ a }) => a));
}

/** Two studies may share their conditions, and then their pairs. */
function uniquePairs(pairs: readonly PairedResult[]): PairedResult[] {
  return [...new Map(pairs.map((pair) => [`${pair.kind} ${pair.a} ${pair.b}`, pair])).values()];
}

function studiesOf(results: Results): ReadonlyMap<string, string> {
  return new Map(results.conditions.toReversed().map(({ id, study }) => [id, study]));
}

function groupTitle(pair: PairedResult, studies: ReadonlyMap<string, string>, results: Results): string {
  const study = studies.get(pair.a);
  return groupLabel(study === undefined ? pair : { ...pair, study }, results);
}

/** One group where rows are told apart by how the exit is offered; else one for each way, its rows by their words. */
function groupsOf(title: string, members: readonly PairedResult[]): EffectGroup[] {
  const byOffer = [...Map.groupBy(members, (pair) => methodOf(pair))];
  const [first] = members;
  if (byOffer.length === members.length && first !== undefined && !isToldByWords(first)) {
    return [{ title, offer: null, rows: byOffer.map(([label, own]) => ({ label, pair: own[0] as PairedResult })) }];
  }
  return byOffer.map(([offer, own]) => ({
    title,
    offer,
    rows: own.map((pair) => ({ label: wordsOf(pair, own), pair })),
  }));
}

/** Whether what is compared is a variation of a condition, which its label then names. */
function isToldByWords({ kind }: PairedResult): boolean {
  return kind === 'wording' || kind === 'lead-in' || hasFactor(kind);
}

/** Whether a kind of pairs has a factor beside its difference. */
export function hasFactor(kind: PairedResult['kind']): boolean {
  return kind === 'reply-author' || kind === 'history-author';
}

/** The factor of a pair as cells: `1.25`, `1.02–1.53`; at what has no upper end `from 1.02`. */
export function factorCells({ factor }: PairedResult): readonly [factor: string, range: string] {
  if (factor === undefined) return [nothing, nothing];
  const range =
    factor.high === null ? `from ${factor.low.toFixed(2)}` : `${factor.low.toFixed(2)}–${factor.high.toFixed(2)}`;
  return [factor.ratio === null ? nothing : factor.ratio.toFixed(2), range];
}

/** The method, with the order where it is not what is compared. */
function methodOf(pair: PairedResult): string {
  return methodLabel(pair.kind === 'order' ? { ...pair, order: null } : pair);
}

/** Wording and lead-in, the one that is compared first, the other only where it differs within the group. */
function wordsOf(pair: PairedResult, group: readonly PairedResult[]): string {
  const wording = visibleLine(pair.wording ?? 'no wording', 60);
  if (hasFactor(pair.kind)) {
    const [author, beside] =
      pair.kind === 'reply-author'
        ? [`reply by ${pair.replyAuthor}`, pair.historyAuthor === 'dataset' ? '' : `history by ${pair.historyAuthor}`]
        : [`history by ${pair.historyAuthor}`, pair.replyAuthor === 'self' ? '' : `reply by ${pair.replyAuthor}`];
    const others = group.some((one) => one.wording !== pair.wording || one.leadIn !== pair.leadIn);
    const words = others ? [wording, ...(pair.leadIn === null ? [] : [pair.leadIn])] : [];
    return [author, beside, ...words]
      .filter((part) => part !== '')
      .map((part) => visibleLine(part, 60))
      .join(' · ');
  }
  if (pair.kind === 'lead-in') {
    const several = new Set(group.map((one) => one.wording)).size > 1;
    return visibleLine(pair.leadIn ?? '', 40) + (several ? ` · ${wording}` : '');
  }
  const beside = variantLabel({ ...pair, wording: null, leadIn: null });
  if (beside !== '') return [wording, pair.leadIn ?? '', beside].filter((part) => part !== '').join(' · ');
  return pair.leadIn === null ? wording : `${wording} after ${visibleLine(pair.leadIn, 40)}`;
}
