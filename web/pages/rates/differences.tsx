import { useMemo, type ReactNode } from 'react';

import type { PairedResult } from '../../../src/analysis/results.ts';
import {
  effectQuestions,
  effectSections,
  factorCells,
  hasFactor,
  type EffectSection,
} from '../../../src/report/effects.ts';
import { fixedText } from '../../../src/report/compare/format.ts';
import { count, percentSigned } from '../../../src/report/format.ts';
import { cannotConclude } from '../../../src/report/labels.ts';
import type { ReportResults } from '../../../src/report/report-results.ts';
import { go, href, useRoute } from '../../route.ts';
import { Choice, useChoice, type Option } from '../../ui/choice.tsx';
import type { Column } from '../../ui/table/column.ts';
import { controlLines, ControlsPart } from './controls-part.tsx';
import { EffectFigure, rateColumn, type EffectLine } from './effect-figure.tsx';
import { FactorFigure } from './factor-figure.tsx';
import { SituationsPart } from './situations-part.tsx';

/** Paired differences by what they compare, and what is known of the instrument itself. */
export function Differences({ results }: { readonly results: ReportResults }): ReactNode {
  const sections = useMemo(() => effectSections(results), [results]);
  const controls = useMemo(() => controlLines(results), [results]);
  const kinds: readonly Option[] = [
    ...sections.map(({ kind }) => ({ value: kind, label: kindNames[kind] })),
    ...(controls.length === 0 ? [] : [{ value: 'controls', label: 'told to leave or stay' }]),
  ];
  const [first = { value: 'none', label: 'nothing' }, ...others] = kinds;
  const kind = useChoice('kind', [first, ...others]);
  if (kinds.length === 0) {
    return <p className="note">No two conditions of this study can be paired: nothing to take a difference of.</p>;
  }
  return (
    <>
      {others.length === 0 ? null : (
        <div className="controls">
          <Choice name="kind" label="Differences of" options={[first, ...others]} />
        </div>
      )}
      {kind === 'controls' ? <ControlsPart lines={controls} /> : null}
      {sections
        .filter((section) => section.kind === kind)
        .map((section) => (
          <EffectPart key={section.kind} section={section} />
        ))}
      {kind === 'excess' ? <SituationsPart results={results} /> : null}
    </>
  );
}

const kindNames: Readonly<Record<PairedResult['kind'], string>> = {
  excess: 'twins',
  order: 'orders',
  placebo: 'placebo',
  'lead-in': 'lead-ins',
  wording: 'wordings',
  'reply-author': 'reply authors',
  'history-author': 'history authors',
};

function EffectPart({ section }: { readonly section: EffectSection }): ReactNode {
  const study = useRoute().query.get('study') ?? undefined;
  const { kind, a, b } = section;
  return (
    <section aria-labelledby={`effect-${kind}`}>
      <h2 id={`effect-${kind}`}>{effectQuestions[kind]}</h2>
      <EffectFigure
        name={`difference-${kind}`}
        section={section}
        more={columnsOf(section)}
        said={saidOf(a, b)}
        leads={(pair) => href('compare', { study, a: pair.a, b: pair.b })}
        onPick={go}
      />
      {hasFactor(kind) ? <FactorFigure section={section} /> : null}
    </section>
  );
}

const saidOf =
  (a: string, b: string) =>
  (pair: PairedResult): readonly (readonly [string, string])[] => [
    [a, percentSigned(pair.rateA)],
    [b, percentSigned(pair.rateB)],
    ['95 %, exactly these items', fixedText(pair)],
    ['items answered in both', count(pair.items)],
    ['clusters, that differ', `${count(pair.clusters)}, ${count(pair.discordantClusters)}`],
    ...(pair.conclusion === 'interval' ? [] : [['why', cannotConclude(pair)] as const]),
    ['role', pair.role === 'primary' ? 'declared before the run' : 'exploratory'],
  ];

function columnsOf({ kind, a, b }: EffectSection): readonly Column<EffectLine<PairedResult>>[] {
  const size = (
    field: 'items' | 'clusters' | 'discordantClusters',
    title: string,
  ): Column<EffectLine<PairedResult>> => ({
    key: field,
    title,
    numeric: true,
    value: ({ pair }) => pair[field],
    cell: ({ pair }) => count(pair[field]),
  });
  return [
    rateColumn('rateA', a, ({ pair }) => pair.rateA),
    rateColumn('rateB', b, ({ pair }) => pair.rateB),
    ...(hasFactor(kind)
      ? [
          {
            key: 'factor',
            title: 'Factor',
            numeric: true,
            value: ({ pair }: EffectLine<PairedResult>) => pair.factor?.ratio ?? null,
            cell: ({ pair }: EffectLine<PairedResult>) => factorCells(pair).join(', '),
          },
        ]
      : []),
    {
      key: 'lowFixed',
      title: '95 %, exactly these items',
      numeric: true,
      value: ({ pair }) => pair.lowFixed,
      cell: ({ pair }) => fixedText(pair),
    },
    size('items', 'Items'),
    size('clusters', 'Clusters'),
    size('discordantClusters', 'Clusters that differ'),
    { key: 'role', title: 'Role', value: ({ pair }) => pair.role },
    { key: 'a', title: 'Condition A', value: ({ pair }) => pair.a },
    { key: 'b', title: 'Condition B', value: ({ pair }) => pair.b },
  ];
}
