import { useState, type ReactNode } from 'react';

import { count, countOf } from '../../../src/report/format.ts';
import type { TextPiece, TrialDetail } from '../../../src/server/wire/trial-detail.ts';
import { client } from '../../source/client.ts';
import { readApi } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';
import { withTextAt } from './whole-texts.ts';

/** Says that texts were too long to be sent at once, and reads the rest of them when asked to. */
export function CutTexts({
  detail,
  onWhole,
}: {
  readonly detail: TrialDetail;
  readonly onWhole: (whole: TrialDetail) => void;
}): ReactNode {
  const study = useStudyQuery();
  const [state, setState] = useState<string | null>(null);
  if (detail.cut.length === 0) return null;
  const all = detail.cut.reduce((sum, { length }) => sum + length, 0);
  const read = async (): Promise<void> => {
    try {
      let done = 0;
      const texts: string[] = [];
      for (const number of detail.cut.keys()) {
        const pieces: string[] = [];
        for (let from: number | null = 0; from !== null;) {
          const piece: TextPiece = await readPiece(detail, number, from, study);
          pieces.push(piece.text);
          done += piece.text.length;
          from = piece.next;
          setState(`${count(done)} of ${countOf(all, 'character')} read`);
        }
        texts.push(pieces.join(''));
      }
      const whole = detail.cut.reduce((now, { path }, index) => withTextAt(now, path, texts[index] ?? ''), detail);
      onWhole({ ...whole, cut: [] });
    } catch (error) {
      setState(error instanceof Error ? `Not read: ${error.message}` : 'Not read');
    }
  };
  return (
    <p className="cut-texts note">
      {countOf(detail.cut.length, 'text')} {detail.cut.length === 1 ? 'is' : 'are'} so long that only the beginning was
      sent.{' '}
      {state === null ? (
        <button type="button" onClick={() => void read()}>
          Read all ({countOf(all, 'character')})
        </button>
      ) : (
        <span role="status">{state}</span>
      )}
    </p>
  );
}

function readPiece(
  { record }: TrialDetail,
  number: number,
  from: number,
  study: { readonly study?: string },
): Promise<TextPiece> {
  const args = {
    param: { condition: record.condition, trial: String(record.trial), text: String(number) },
    query: { ...study, from: String(from) },
  };
  return readApi(client.trial[':condition'][':trial'].text[':text'], args);
}
