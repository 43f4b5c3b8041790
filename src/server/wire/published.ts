import type { OverlaySummary, PublishedRate } from '../../report/report-results.ts';

/** Published rates that stand beside conditions of a study. */
export interface Published {
  /** Where they come from and how far they matched; `null` where the viewer was given none. */
  readonly overlay: OverlaySummary | null;
  readonly rates: readonly (PublishedRate & { readonly condition: string })[];
}
