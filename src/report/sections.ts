import type { ReportResults } from './report-results.ts';
import type { Section } from './section.ts';
import { factorsSection } from './factors.ts';
import { choicesSection, specificationsSection } from './specifications.ts';
import { stoppingSection } from './stopping.ts';

/** The parts of a report that are tables alone, in order. */
export function sections(results: ReportResults): Section[] {
  return [stoppingSection, factorsSection, specificationsSection, choicesSection]
    .map((make) => make(results))
    .filter((section) => section !== null);
}
