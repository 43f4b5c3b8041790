/** The rate with a model's own transcripts over that with transcripts by another author; `null` for no upper limit. */
export interface AuthorFactor {
  readonly factor: number;
  readonly low: number;
  readonly high: number | null;
}

/** A corrected rate times a factor: what it would be with transcripts of the model's own. */
export interface TransportedRate {
  /** Id of the condition of the corrected rate, and who read its sample: `people`, or the name of a judge. */
  readonly condition: string;
  readonly by: string;
  readonly factor: AuthorFactor;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** Whether the factor was measured on other items than these. */
  readonly transported: boolean;
  /** Label of the dataset it was measured on; `null` where it was given. */
  readonly measuredOn: string | null;
}
