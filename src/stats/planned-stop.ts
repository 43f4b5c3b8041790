import { seededRandom } from '../base/random.ts';
import { confidenceSequence, mayStop } from './confidence-sequence.ts';
import { drawItems, type AssumedRate, type StudyShape } from './planned-study.ts';

/** When a rule is expected to end a study. */
export interface ExpectedStop {
  /** Mean number of epochs it takes. */
  readonly epochs: number;
  /** Share of the drawn studies that ended before their epochs were over, 0 to 1. */
  readonly share: number;
}

const studies = 8;

/**
 * After how many epochs a study of `shape` (its epochs being the most there may be) is expected to end, if it ends as soon
 * as the confidence sequence has the half width: some studies are drawn, seeded, and stopped.
 *
 * @throws RangeError where a shape or an assumption is out of range.
 */
export function expectedStop(
  shape: StudyShape,
  assumed: AssumedRate,
  rule: { readonly halfWidth: number; readonly minEpochs: number },
): ExpectedStop {
  const random = seededRandom(['planned stop', assumed.rate, assumed.clusterCorrelation, shape.itemsPerCluster]);
  let [total, ended] = [0, 0];
  for (let study = 0; study < studies; study += 1) {
    const items = drawItems(shape, assumed, random);
    const values = Array.from({ length: shape.epochs }, (_, epoch) => items.map((item) => item.values[epoch] ?? 0));
    const sequence = confidenceSequence(values);
    const first = sequence.points.findIndex(
      ({ epoch }) =>
        epoch >= rule.minEpochs && mayStop({ ...sequence, points: sequence.points.slice(0, epoch) }, rule.halfWidth),
    );
    total += first < 0 ? shape.epochs : first + 1;
    if (first >= 0 && first + 1 < shape.epochs) ended += 1;
  }
  return { epochs: total / studies, share: ended / studies };
}
