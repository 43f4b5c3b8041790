import { Hono } from 'hono';

import type { Comparison } from '../../analysis/compare/comparison.ts';
import { ExitpollError } from '../../base/errors.ts';
import { keptByVersion } from '../kept.ts';
import type { Made, MadeKind } from '../made/made-source.ts';
import { plannedConditions } from '../planned.ts';
import { workOut } from '../results/analysis-work.ts';
import type { Viewer } from '../viewer.ts';
import { mostCompared, type ComparisonsKept } from '../wire/compare.ts';
import { studyOf } from './study-of.ts';

/**
 * `GET /compare?a=ID&b=ID&b=ID`: some conditions of a study, each held against each, as `exitpoll compare` says it.
 * `GET /compare/kept`: that any can be worked out.
 */
export function compareRoutes(viewer: Viewer) {
  const { store, live, made } = viewer;
  const comparisons = keptByVersion(live, async (key): Promise<Comparison> => {
    const [study = '', ...conditions] = JSON.parse(key) as string[];
    await checkConditions(viewer, study, conditions);
    const make = async (): Promise<Made<Comparison>> => {
      const value = await workOut(store, { what: 'comparison', study, conditions });
      return { value, bytes: () => Buffer.from(JSON.stringify(value)) };
    };
    return made.of(kindOf(conditions), study, make);
  });
  const anything: ComparisonsKept = { pairs: null };
  return new Hono()
    .get('/kept', (context) => context.json(anything))
    .get('/', async (context) => {
      const study = await studyOf(viewer, context.req.query('study'));
      const conditions = [...new Set([...(context.req.queries('a') ?? []), ...(context.req.queries('b') ?? [])])];
      if (conditions.length < 2 || conditions.length > mostCompared) {
        throw new ExitpollError(
          `cannot compare ${conditions.length === 1 ? '1 condition' : `${conditions.length} conditions`}`,
          {
            code: 'usage',
            hint: `Choose 2 to ${mostCompared} different ones.`,
          },
        );
      }
      return context.json(await comparisons(JSON.stringify([study, ...conditions])));
    });
}

/** How the comparison of some conditions is kept. */
function kindOf(conditions: readonly string[]): MadeKind<Comparison> {
  return {
    what: `comparison 1 ${JSON.stringify(conditions)}`,
    read: (bytes) => JSON.parse(bytes.toString('utf8')) as Comparison,
  };
}

/** @throws ExitpollError on a condition that the study does not have, or that has no trials. */
async function checkConditions({ store }: Viewer, study: string, conditions: readonly string[]): Promise<void> {
  const planned = new Map((await plannedConditions(store, study)).map(({ name }) => [name.id, name]));
  for (const id of conditions) {
    const name = planned.get(id);
    if (name === undefined) {
      throw new ExitpollError(`the study has no condition "${id}"`, {
        code: 'no-such-condition',
        hint: 'Its conditions are on the page of rates.',
      });
    }
    if (name.unsupported === null) continue;
    throw new ExitpollError(`${name.model} cannot be compared under ${name.method}: it has no trials`, {
      code: 'unsupported',
      hint: name.unsupported,
    });
  }
}
