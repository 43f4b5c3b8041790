import { analyze } from '../../analysis/analyze.ts';
import { outcomesOf } from '../../analysis/condition.ts';
import { exampleTranscripts } from '../../analysis/trial-records.ts';
import { applyOverlay } from '../../report/overlay/apply-overlay.ts';
import { examplesFor, renderHtml } from '../../report/html/page.ts';
import type { Store } from '../../store/store.ts';
import type { AnalysisWork } from '../results/analysis-process.ts';
import { shownSettings } from '../study/settings.ts';

/** The report of a study as one page of HTML, as `exitpoll report --format html` writes it; what could be a key is taken out. */
export async function studyReport(
  store: Store,
  { study, transcripts, published }: AnalysisWork & { readonly what: 'report' },
): Promise<string> {
  const outcomes = outcomesOf(store);
  const analysed = await analyze(store, { study, outcomes });
  const results = {
    ...analysed,
    studies: analysed.studies.map((one) => ({ ...one, settings: shownSettings(one.settings) })),
  };
  return renderHtml(
    published === undefined ? results : applyOverlay(results, published.file, { dataset: published.dataset }),
    transcripts ? await exampleTranscripts(store, { study, each: examplesFor(results), outcomes }) : [],
  );
}
