import { bailMinusRefusalSection } from './refusals/bail-minus-refusal-section.ts';
import { refusalCategoriesSection } from './refusals/category-section.ts';
import { categoryCorrelationSection, correlationSection } from './refusals/correlation-section.ts';
import { refusalDifferencesSection } from './refusals/difference-section.ts';
import { refusalRatesSection } from './refusals/rates-section.ts';
import { togetherSection } from './refusals/together-section.ts';
import { exploratory } from './labels.ts';
import type { ReportResults } from './report-results.ts';
import type { Section } from './section.ts';
import { factorsSection } from './factors.ts';
import { intervalsSection } from './intervals.ts';
import { choicesSection, specificationsSection } from './specifications.ts';
import { stoppingSection } from './stopping.ts';

/** The parts of a report that are tables alone, in order. @param together the tables of bail against refusal, or what stands for them */
export function sections(results: ReportResults, together = togetherSection): Section[] {
  return [
    stoppingSection,
    intervalsSection,
    factorsSection,
    refusalRatesSection,
    together,
    refusalDifferencesSection,
    correlationSection,
    categoryCorrelationSection,
    specificationsSection,
    choicesSection,
  ]
    .map((make) => make(results))
    .filter((section) => section !== null)
    .map(marked);
}

/** Those that go by category, which are long. */
export function categorySections(results: ReportResults): Section[] {
  return [refusalCategoriesSection(results), bailMinusRefusalSection(results)]
    .filter((section) => section !== null)
    .map(marked);
}

/** Parts that test, or show how else one could have counted: no study declares them before its run. */
const undeclared: ReadonlySet<string> = new Set([
  'intervals',
  'factors',
  'refusal-differences',
  'refusal-correlation',
  'refusal-category-correlation',
  'specifications',
  'choices',
  'bail-minus-refusal',
]);

function marked(section: Section): Section {
  return undeclared.has(section.id) ? { ...section, title: exploratory(section.title) } : section;
}
