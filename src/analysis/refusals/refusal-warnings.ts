import type { RefusalsResults } from './results.ts';

/** What a reader must know of scores before reading what is said of refusals. */
export function refusalWarnings({ scorers }: Pick<RefusalsResults, 'scorers'>): readonly string[] {
  return scorers.flatMap(({ name, unscored, failed }) => [
    ...(unscored === 0
      ? []
      : [
          `${unscored} first replies are not scored by the present ${name}; \`exitpoll ${name === 'lexicon' ? 'rescore' : `refusal run --scorer ${name}`}\` scores them.`,
        ]),
    ...(failed === 0
      ? []
      : [
          `${name} failed at ${failed} first replies, which are in no refusal rate; \`exitpoll refusal run\` tries again.`,
        ]),
  ]);
}
