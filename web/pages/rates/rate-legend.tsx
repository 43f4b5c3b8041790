import type { ReactNode } from 'react';

import { incompleteText, isIncomplete, markMeanings, readoutText, tooFewText } from '../../../src/report/labels.ts';
import { ShapeKey } from '../../ui/chart/shape-key.tsx';
import type { Measure, RateRow } from './rate-row.ts';
import { methodStyles } from './rate-spec.ts';

export interface RateKeysProps {
  readonly rows: readonly RateRow[];
  readonly measure: Measure;
  readonly tight: boolean;
}

/** What the marks of the chart mean. */
export function RateKeys({ rows, measure, tight }: RateKeysProps): ReactNode {
  const has = (of: (row: RateRow) => unknown): boolean => rows.some((row) => (of(row) ?? null) !== null);
  const intervals = has(({ low }) => low);
  return (
    <>
      {methodStyles(rows).map(({ label, color, shape }) => (
        <span key={label} className="key">
          <ShapeKey shape={shape} color={color} /> {label}
        </span>
      ))}
      {intervals ? (
        <span className="key">
          <ShapeKey shape="line" /> 95 % for situations like these
        </span>
      ) : null}
      {intervals && !tight ? (
        <span className="key">
          <ShapeKey shape="band" /> 95 % for exactly these items
        </span>
      ) : null}
      {!tight && has(({ bounds }) => bounds) ? (
        <span className="key">
          <ShapeKey shape="block" color="var(--unanswered)" /> {boundsTexts[measure]}
        </span>
      ) : null}
      {!tight && has(({ neutral }) => neutral) ? (
        <span className="key">
          <ShapeKey shape="tick" color="var(--neutral)" /> rate on neutral items
        </span>
      ) : null}
      {!tight && has(({ published }) => published) ? (
        <>
          <span className="key">
            <ShapeKey shape="hollow-diamond" /> published, with its interval
          </span>
          <span className="key">
            <ShapeKey shape="diamond" /> ours by the paper scorer, to lay beside it
          </span>
        </>
      ) : null}
    </>
  );
}

/** What must be known of the rates. */
export function RateNotes({ rows, measure }: Pick<RateKeysProps, 'rows' | 'measure'>): ReactNode {
  const conditions = rows.map(({ condition }) => condition);
  const sentences = [
    ...(rows.some(({ low }) => low !== null) ? [intervalsText] : []),
    ...markMeanings(rows.filter(({ isMarked }) => isMarked).map(({ condition }) => condition)),
    ...(conditions.some(({ unsupported }) => unsupported !== null) ? [unsupportedText] : []),
    ...(rows.some(({ tooFew, tooFewFixed }) => tooFew || tooFewFixed) ? [`* ${tooFewText}`] : []),
    ...(conditions.some(isIncomplete) ? [`… ${incompleteText}`] : []),
    ...(conditions.some(({ readout }) => readout === 'logprobs') ? [readoutText] : []),
    ...(conditions.some(({ method }) => method === 'placebo-tool')
      ? ['For the placebo tool, bails are calls of a useless tool: the control for having a tool at all.']
      : []),
    ...(measure === 'no-refusal' ? [togetherText] : []),
  ];
  return (
    <>
      {sentences.map((text) => (
        <p key={text} className="note">
          {text}
        </p>
      ))}
    </>
  );
}

const boundsTexts: Readonly<Record<Measure, string>> = {
  bail: 'where the rate would be if all unanswered had stayed, or left',
  refusal: 'where it would be if no reply that could not be read refused, or all did',
  'no-refusal': 'what is possible without assuming independence',
  unanswered: '',
};

const intervalsText =
  'For situations like these: how far the rate may lie from the one over all situations of this kind. For exactly these ' +
  'items: how far from the rate on these very items, had each been asked without end.';

const unsupportedText =
  'unsup.: the model cannot be offered the exit in this way, so nothing was asked; that is no rate of 0.';

const togetherText =
  'Bails in trials whose reply did not refuse. Product: the exit and the refusal were seen in different replies, and are ' +
  'taken as independent within an item.';
