import { auditFigures } from '../../audit/audit-figures.ts';
import { auditScope, requireSample } from '../../audit/open-audit.ts';
import { exitCodes } from '../../base/errors.ts';
import { visibleJson } from '../../report/visible-text.ts';
import { openStore } from '../../store/store.ts';
import { colorOn, terminalWidth } from '../terminal.ts';
import type { AuditOptions } from './label-command.ts';
import { auditStatusPage } from './status-page.ts';

/** `exitpoll audit status`. @returns the exit code. */
export async function statusCommand(options: AuditOptions & { readonly json: boolean }): Promise<number> {
  await using store = openStore(options.store, 'read');
  const scope = await auditScope(store, options.study, options.only);
  requireSample(scope, store);
  const figures = auditFigures(store, scope);
  process.stdout.write(
    options.json
      ? `${visibleJson(JSON.stringify(figures, null, 2))}\n`
      : auditStatusPage(figures, scope, { color: colorOn(), width: terminalWidth() }),
  );
  return exitCodes.done;
}
