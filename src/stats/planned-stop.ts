import { seededRandom } from '../base/random.ts';
import { confidenceSequence, mayStop, type EpochValue } from './confidence-sequence.ts';
import { drawItems, type AssumedRate, type StudyShape } from './planned-study.ts';

/** When a rule is expected to end a study. */
export interface ExpectedStop {
  /** Mean number of epochs it takes. */
  readonly epochs: number;
  /** Share of the drawn studies that ended before their epochs were over, 0 to 1. */
  readonly share: number;
}

/** A rule that ends a study. */
export interface StopRule {
  readonly halfWidth: number;
  readonly minEpochs: number;
}

const studies = 8;

/**
 * After how many epochs a study of `shape` (its epochs being the most there may be) is expected to end, if it ends as soon
 * as the confidence sequence has the half width: some studies are drawn, seeded, and stopped.
 *
 * @throws RangeError where a shape or an assumption is out of range.
 */
export function expectedStop(shape: StudyShape, assumed: AssumedRate, rule: StopRule): ExpectedStop {
  const random = seededRandom(['planned stop', assumed.rate, assumed.clusterCorrelation, shape.itemsPerCluster]);
  let [total, ended] = [0, 0];
  for (let study = 0; study < studies; study += 1) {
    const items = drawItems(shape, assumed, random);
    const values = Array.from({ length: shape.epochs }, (_, epoch) => items.map((item) => item.values[epoch] ?? 0));
    const last = endedAfter(values, rule) ?? shape.epochs;
    total += last;
    if (last < shape.epochs) ended += 1;
  }
  return { epochs: total / studies, share: ended / studies };
}

/** After how many of these epochs the rule ends a study; `null` where none of them does. Values as in a sequence. */
export function endedAfter(epochs: readonly (readonly EpochValue[])[], rule: StopRule): number | null {
  const sequence = confidenceSequence(epochs);
  const first = sequence.points.find(
    ({ epoch }) =>
      epoch >= rule.minEpochs && mayStop({ ...sequence, points: sequence.points.slice(0, epoch) }, rule.halfWidth),
  );
  return first?.epoch ?? null;
}
