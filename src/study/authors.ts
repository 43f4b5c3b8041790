import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import { leadInContent } from '../conversation/lead-in.ts';
import type { Method } from '../methods/method.ts';
import { armHash, datasetOfAuthor, modelOfAuthor, type Arm, type Author } from './arm.ts';
import type { PlannedModel } from './arms.ts';
import type { LoadedStudy } from './load.ts';

/** Who wrote what is around an exit. */
export type Authors = Pick<Arm, 'historyAuthor' | 'replyAuthor'>;

/**
 * Who wrote the earlier turns and the reply that is asked about, for each method and model: every combination a study
 * names. Only the bail prompt asks about a reply; elsewhere the model's own reply takes the exit or not.
 *
 * @throws ExitpollError at the field that names an author there is not.
 */
export function studyAuthors(
  loaded: LoadedStudy,
  models: readonly PlannedModel[],
): (method: Method, model: PlannedModel) => readonly Authors[] {
  const { historyAuthor = ['dataset'], replyAuthor = ['self'] } = loaded.study;
  const resolve = (field: 'historyAuthor' | 'replyAuthor', names: readonly string[]): readonly Author[] =>
    names.map((name, index) => {
      if (name === 'self' || name === 'dataset') return name;
      const found = models.find(({ label }) => label === name);
      if (found !== undefined) return `model:${found.hash}` as const;
      const known = ['self', 'dataset', ...models.map(({ label }) => label)];
      throw new ExitpollError(`${field}: there is no author "${name}".${didYouMean(name, known)}`, {
        code: 'no-author',
        at: loaded.locate(names.length === 1 ? [field] : [field, index]),
        hint: `There are ${known.join(', ')}: a model is named as the study's models are.`,
      });
    });
  const histories = resolve('historyAuthor', historyAuthor);
  const replies = resolve('replyAuthor', replyAuthor);
  return (method, model) => {
    // A model that is named as an author is, to itself, itself.
    const own = (author: Author): Author => (author === `model:${model.hash}` ? 'self' : author);
    const asked = method.name === 'bail-prompt' ? new Set(replies.map(own)) : ['self' as const];
    return [...new Set(histories.map(own))].flatMap((history) =>
      [...asked].map((reply) => ({ historyAuthor: history, replyAuthor: reply })),
    );
  };
}

/** Arms that rest on another model's replies, with why they cannot be run where nobody asks that model for these. */
export function withStoredReplies(arms: readonly Arm[], models: readonly PlannedModel[]): readonly Arm[] {
  return arms.map((arm) => {
    const reason = arm.unsupported ?? missing(arm, arms, models);
    return reason === arm.unsupported ? arm : { ...arm, unsupported: reason };
  });
}

function missing(arm: Arm, arms: readonly Arm[], models: readonly PlannedModel[]): string | null {
  const self = models[arm.model]?.hash ?? '';
  const [history, reply] = [modelOfAuthor(arm.historyAuthor), modelOfAuthor(arm.replyAuthor)];
  const labelOf = (hash: string): string => models.find((one) => one.hash === hash)?.label ?? hash;
  const asks = (model: string, author: Author): boolean =>
    arms.some(
      (one) =>
        models[one.model]?.hash === model &&
        one.method === 'baseline' &&
        one.historyAuthor === author &&
        JSON.stringify(one.leadIn === null ? null : leadInContent(one.leadIn)) ===
          JSON.stringify(arm.leadIn === null ? null : leadInContent(arm.leadIn)),
    );
  if (history !== null && !asks(history, 'self')) {
    return `nobody asks ${labelOf(history)} for a history of its own: that takes baseline, and self as a historyAuthor`;
  }
  if (reply === null) return null;
  const seen: Author = arm.historyAuthor === 'self' ? `model:${self}` : history === reply ? 'self' : arm.historyAuthor;
  if (asks(reply, seen)) return null;
  return `nobody asks ${labelOf(reply)} for a reply to this history: that takes baseline, and the same historyAuthor`;
}

/** Each arm that asks about a dataset's replies, once for each dataset: what these say is part of it. */
export function armsForDatasets(
  arms: readonly Arm[],
  models: readonly PlannedModel[],
  datasets: readonly { readonly hash: string }[],
): readonly Arm[] {
  return arms.flatMap((arm) =>
    arm.replyAuthor !== 'dataset'
      ? [arm]
      : datasets.map(({ hash }) => {
          const own = { ...arm, replyAuthor: `dataset:${hash}` as const };
          return { ...own, hash: armHash(own, models[arm.model]?.hash ?? '') };
        }),
  );
}

/** Whether an arm is planned on a dataset: one that asks about a dataset's replies, on that alone. */
export function isPlannedOn({ replyAuthor }: Arm, { hash }: { readonly hash: string }): boolean {
  const only = datasetOfAuthor(replyAuthor);
  return only === null || only === hash;
}

/** What results call authors. */
export function authorNames(models: readonly PlannedModel[]): (author: Author) => string {
  return (author) => {
    const other = modelOfAuthor(author);
    if (other !== null) return models.find(({ hash }) => hash === other)?.label ?? 'another model';
    return datasetOfAuthor(author) === null ? author : 'dataset';
  };
}
