import { Hono } from 'hono';

import type { Results } from '../../analysis/results.ts';
import { ExitpollError } from '../../base/errors.ts';
import type { Viewer } from '../viewer.ts';
import { resultParts, type ResultPart, type ResultsHead } from '../wire/results.ts';
import { studyOf } from './study-of.ts';

/** `GET /results/head` and `GET /results/PART`: what the analysis says of a study, in the parts that pages need. */
export function resultsRoutes(viewer: Viewer) {
  const resultsOf = async (study: string | undefined): Promise<Results> =>
    viewer.results.of(await studyOf(viewer, study));
  return new Hono()
    .get('/head', async (context) => {
      const { exitpoll, createdAt, scorers, studies, usage, warnings } = await resultsOf(context.req.query('study'));
      const shown = studies.map(({ settings: _settings, ...study }) => study);
      const head: ResultsHead = { exitpoll, createdAt, scorers, studies: shown, usage, warnings };
      return context.json(head);
    })
    .get('/:part', async (context) => {
      const part = context.req.param('part');
      if (!isPart(part)) {
        throw new ExitpollError(`results have no part "${part}"`, {
          code: 'no-such-part',
          hint: `There are: head, ${resultParts.join(', ')}.`,
        });
      }
      const results = await resultsOf(context.req.query('study'));
      return context.json({ [part]: results[part] } as unknown as Partial<Pick<Results, ResultPart>>);
    });
}

function isPart(name: string): name is ResultPart {
  return (resultParts as readonly string[]).includes(name);
}
