import type { StudyInput } from './schema.ts';

/** Types a study in a TypeScript file: `export default defineStudy({ … })`. It is checked when it is loaded. */
export function defineStudy(study: StudyInput): StudyInput {
  return study;
}
