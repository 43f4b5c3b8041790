import { Hono } from 'hono';

import { keptByVersion } from '../kept.ts';
import { reportPolicy } from '../report/report-policy.ts';
import { readAnalysis } from '../results/analysis-process.ts';
import { mostMs } from '../results/analysis-work.ts';
import type { Viewer } from '../viewer.ts';
import { studyOf } from './study-of.ts';

/**
 * `GET /report`: a study's report as one page of HTML that needs nothing else; with `transcripts=none`, without examples
 * of transcripts.
 */
export function reportRoutes({ store, live, published }: Viewer) {
  const page = (transcripts: boolean): ((study: string) => Promise<string>) =>
    keptByVersion(
      live,
      async (study) => {
        const work = { what: 'report', study, transcripts, published } as const;
        return (await readAnalysis({ file: store.file, work }, AbortSignal.timeout(mostMs))) as string;
      },
      4,
    );
  const whole = page(true);
  const figures = page(false);
  return new Hono().get('/', async (context) => {
    const study = await studyOf({ store }, context.req.query('study'));
    const html = await (context.req.query('transcripts') === 'none' ? figures : whole)(study);
    context.header('Content-Security-Policy', reportPolicy);
    return context.html(html);
  });
}
