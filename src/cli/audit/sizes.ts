import type { SampleSizes } from '../../audit/draw-sample.ts';
import { wholeNumber } from '../numbers.ts';

/** Reads how much is to be drawn. @throws ExitpollError on what is no number. */
export function readSizes(args: {
  readonly bails?: string | undefined;
  readonly others?: string | undefined;
  readonly seed?: string | undefined;
}): SampleSizes & { readonly seed: number } {
  return {
    bails: wholeNumber('bails', args.bails ?? '30', 0),
    others: wholeNumber('others', args.others ?? '30', 0),
    seed: wholeNumber('seed', args.seed ?? '1', 0),
  };
}
