import { auditTrials } from '../../audit/audit-trials.ts';
import { drawSample, type SampleSizes } from '../../audit/draw-sample.ts';
import { auditScope, requireSample, type AuditScope } from '../../audit/open-audit.ts';
import { personName } from '../../audit/rater.ts';
import { LabelSession } from '../../audit/session.ts';
import type { Selection } from '../../analysis/selection.ts';
import { systemClock } from '../../base/clock.ts';
import { ExitpollError, exitCodes } from '../../base/errors.ts';
import { sampledLabels } from '../../store/labels.ts';
import { openStore, type Store } from '../../store/store.ts';
import { colorOn } from '../terminal.ts';
import { labelLoop, type DetectorsShown } from './label-loop.ts';
import { TerminalScreen } from './terminal-screen.ts';

export interface AuditOptions {
  readonly store: string;
  readonly study: string | undefined;
  readonly only: Selection;
}

export interface LabelOptions extends AuditOptions {
  readonly rater: string | undefined;
  readonly detectors: DetectorsShown;
  readonly sizes: SampleSizes & { readonly seed: number };
}

/** `exitpoll audit`: reads and labels, in the terminal. @returns the exit code. */
export async function labelCommand(options: LabelOptions): Promise<number> {
  const rater = personName(options.rater);
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new ExitpollError('labelling needs a terminal to show the exchanges in', {
      code: 'no-terminal',
      hint: 'Without one: `exitpoll audit draw`, `exitpoll audit export --out sample.csv`, label there, `exitpoll audit import sample.csv`.',
    });
  }
  await openStore(options.store, 'read').close();
  await using store = openStore(options.store);
  const scope = await drawnScope(store, options);
  const trials = auditTrials(store, scope.revision.name, scope.all, scope.strata);
  const own = sampledLabels(store, scope.revision.name).filter((label) => label.rater === rater && !label.judge);
  const session = new LabelSession(
    trials.map(({ trialId }) => trialId),
    own.map(({ trialId }) => trialId),
  );
  const before = session.done;
  if (session.left > 0) {
    using screen = new TerminalScreen();
    await labelLoop(screen, {
      store,
      study: scope.revision.name,
      rater,
      trials: new Map(trials.map((trial) => [trial.trialId, trial])),
      session,
      detectors: options.detectors,
      color: colorOn(),
    });
  }
  const added = session.done - before;
  const now = added > 0 ? ` (${added} now)` : '';
  process.stdout.write(
    `${session.done} of ${session.total} labelled by ${rater}${now}. ` +
      (session.left > 0
        ? `${session.left} left: the same command goes on here.\n`
        : '`exitpoll audit status` shows what comes of it.\n'),
  );
  return exitCodes.done;
}

/** The scope with its sample, which is drawn where there is none yet. */
async function drawnScope(store: Store, { study, only, sizes }: LabelOptions): Promise<AuditScope> {
  const scope = await auditScope(store, study, only);
  if (scope.strata.length > 0) {
    requireSample(scope, store);
    return scope;
  }
  const strata = drawSample(store, scope.revision.name, scope.conditions, { ...sizes, now: systemClock.now() });
  requireSample({ ...scope, strata }, store);
  return { ...scope, strata };
}
