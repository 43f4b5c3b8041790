import type { ReactNode } from 'react';

import { href, useRoute } from '../../route.ts';
import { useShown } from '../../study.ts';

/** What each page answers. */
const questions = [
  ['rates', 'Rates', 'How often do they leave, and how sure is that?'],
  ['grid', 'Grid', 'Who leaves where, item by item?'],
  ['trials', 'Trials', 'What was said? Search and read.'],
  ['compare', 'Compare', 'What changes from one condition to another?'],
  ['conversations', 'Over a conversation', 'When in a conversation do they leave?'],
  ['audit', 'Audit', 'Are the outcomes read rightly? Judge some yourself.'],
  ['study', 'Study', 'What was asked, in which words, of whom?'],
] as const;

/** Where to read on. */
export function NextPages(): ReactNode {
  const study = useRoute().query.get('study') ?? undefined;
  const shown = useShown();
  const report = shown.info.studies.find(({ name }) => name === shown.study)?.report;
  return (
    <ul className="next-pages">
      {questions.map(([path, label, question]) => (
        <li key={path}>
          <a href={href(path, { study })}>
            <b>{label}</b> <span>{question}</span>
          </a>
        </li>
      ))}
      {report === undefined ? null : (
        <li>
          <a href={report}>
            <b>Report</b> <span>All of it on one page, to save or print.</span>
          </a>
        </li>
      )}
    </ul>
  );
}
