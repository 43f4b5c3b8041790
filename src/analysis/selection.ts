import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import type { StoredCondition } from '../store/conditions.ts';
import { datasetLabel } from './condition-label.ts';

/** Which conditions are wanted, by the names results call them; of a list that is empty or left out, all. */
export interface Selection {
  readonly models?: readonly string[] | undefined;
  /** A dataset's benign twins come with it, and have a name of their own (`starter twins`). */
  readonly datasets?: readonly string[] | undefined;
  readonly methods?: readonly string[] | undefined;
}

/** Whether a condition is of a wanted model. Everything a condition is laid beside is of its own model. */
export function isOfModel({ models = [] }: Selection, { model }: StoredCondition): boolean {
  return models.length === 0 || models.includes(model);
}

/** Whether a condition is wanted. */
export function isSelected(selection: Selection, condition: StoredCondition): boolean {
  const { datasets = [], methods = [] } = selection;
  return (
    isOfModel(selection, condition) &&
    (datasets.length === 0 || datasetNames(condition).some((name) => datasets.includes(name))) &&
    (methods.length === 0 || methods.includes(condition.method))
  );
}

/**
 * Checks that every wanted name is there, and that something is left.
 *
 * @param file the store, for the message
 * @throws ExitpollError naming the first that is not, with the nearest one that is.
 */
export function checkSelection(selection: Selection, conditions: readonly StoredCondition[], file: string): void {
  const { models = [], datasets = [], methods = [] } = selection;
  if (models.length + datasets.length + methods.length === 0) return;
  checkNames('model', models, new Set(conditions.map((one) => one.model)), file);
  checkNames('dataset', datasets, new Set(conditions.flatMap(datasetNames)), file);
  checkNames('method', methods, new Set(conditions.map((one) => one.method)), file);
  if (conditions.some((condition) => isSelected(selection, condition))) return;
  throw new ExitpollError('no condition has all that is asked for', {
    code: 'nothing-selected',
    at: { file },
    hint: 'Leave out one of --model, --dataset and --method.',
  });
}

function checkNames(what: string, wanted: readonly string[], known: ReadonlySet<string>, file: string): void {
  const missing = wanted.find((name) => !known.has(name));
  if (missing === undefined) return;
  const names = [...known].sort();
  throw new ExitpollError(`no condition has the ${what} "${missing}".${didYouMean(missing, names)}`, {
    code: `no-such-${what}`,
    at: { file },
    hint: `There are: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}.`,
  });
}

function datasetNames(condition: StoredCondition): readonly string[] {
  return [condition.dataset, datasetLabel(condition)];
}
