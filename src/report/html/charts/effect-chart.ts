import type { DrawnSection } from '../../effects.ts';
import type { Html } from '../html.ts';
import { chart } from './draw.ts';
import { describeEffects, effectParts } from './effect-spec.ts';

/** Differences with their intervals around a line at zero, as a drawing. */
export async function effectChart(section: DrawnSection): Promise<Html> {
  return chart(describeEffects(section), (size) => effectParts(section, size));
}
