import { auditUnits, drawUnits } from '../../audit/audit-units.ts';
import type { SampleSizes } from '../../audit/draw-sample.ts';
import { auditScope, requireSample, sampledUnits, type AuditScope } from '../../audit/open-audit.ts';
import { personName } from '../../audit/rater.ts';
import { LabelSession } from '../../audit/session.ts';
import type { Selection } from '../../analysis/selection.ts';
import { systemClock } from '../../base/clock.ts';
import { ExitpollError, exitCodes } from '../../base/errors.ts';
import { sampledLabels, type LabelledUnit } from '../../store/labels.ts';
import { openStore, type Store } from '../../store/store.ts';
import { colorOn } from '../terminal.ts';
import { labelLoop, type DetectorsShown } from './label-loop.ts';
import { TerminalScreen } from './terminal-screen.ts';

export interface AuditOptions {
  readonly store: string;
  readonly study: string | undefined;
  readonly only: Selection;
  /** What is read: trials, or whole conversations. */
  readonly unit: LabelledUnit;
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
  const { unit } = options;
  const units = auditUnits(store, scope, unit);
  const own = sampledLabels(store, scope.revision.name, unit).filter((label) => label.rater === rater && !label.judge);
  const session = new LabelSession(
    units.map(({ unitId }) => unitId),
    own.map(({ unitId }) => unitId),
  );
  const before = session.done;
  if (session.left > 0) {
    using screen = new TerminalScreen();
    await labelLoop(screen, {
      store,
      study: scope.revision.name,
      rater,
      units: new Map(units.map((one) => [one.unitId, one])),
      unit,
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
async function drawnScope(store: Store, { study, only, sizes, unit }: LabelOptions): Promise<AuditScope> {
  const scope = await auditScope(store, study, only);
  const drawn =
    sampledUnits(scope, unit) === null ? drawUnits(store, scope, unit, { ...sizes, now: systemClock.now() }) : scope;
  requireSample(drawn, store, unit);
  return drawn;
}
