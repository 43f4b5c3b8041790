import type { Generated, Insertable } from 'kysely';

type Bytes = Uint8Array;

/** Rows of every table, as the database holds them. Times are milliseconds since 1970 UTC; `docs/store.md` says more. */
export interface Tables {
  readonly meta: { key: string; value: string };
  readonly content: { id: Generated<number>; hash: Bytes; bytes: Bytes };
  readonly conversation: { id: Generated<number>; hash: Bytes; bytes: Bytes };
  readonly item: {
    id: Generated<number>;
    hash: Bytes;
    conversation_id: number;
    turn: number;
    messages: number;
    characters: number;
  };
  readonly dataset: {
    id: Generated<number>;
    hash: Bytes;
    label: string;
    kind: string;
    items: number;
    merged: number;
  };
  readonly dataset_item: {
    dataset_id: number;
    position: number;
    item_id: number;
    name: string;
    cluster: string;
    category: string | null;
    twin: string | null;
    tags: string;
    /** The whole conversation it is cut from, where every user turn of one gives an item. */
    conversation_id: number | null;
  };
  readonly dataset_shared: {
    dataset_id: number;
    conversation_id: number;
    turn: number;
    item_id: number;
    cluster: string;
  };
  readonly model: { id: Generated<number>; hash: Bytes; name: string; identity: Bytes; simulated: number };
  readonly arm: {
    id: Generated<number>;
    hash: Bytes;
    model_id: number;
    method: string;
    answer_order: string | null;
    lead_in_id: number | null;
    history_author: string;
    reply_author: string;
    series: string;
    settings_id: number;
    offer_id: number;
  };
  readonly study_revision: {
    id: Generated<number>;
    hash: Bytes;
    name: string;
    settings_id: number;
    planned_at: number;
  };
  readonly declaration: {
    study_revision_id: number;
    declared_at: number;
    trials: number;
    /** JSON: a list of numbers, by contrast. */
    contrast_trials: string;
  };
  readonly plan_line: {
    study_revision_id: number;
    position: number;
    arm_id: number;
    dataset_id: number;
    /** What this study calls them. */
    lead_in: string | null;
    model_label: string;
    wording: string | null;
    epochs: number;
    unsupported: string | null;
    /** When it ends before its epochs are over: half the length its interval must have, and not before so many epochs. */
    half_width: number | null;
    min_epochs: number | null;
    /** The epochs after which it was known well enough. */
    stopped_epochs: number | null;
  };
  readonly run: {
    id: Generated<number>;
    study_revision_id: number;
    host: string;
    pid: number;
    started_at: number;
    heartbeat_at: number;
    ended_at: number | null;
    ending: string | null;
    tallies: Bytes | null;
  };
  readonly lease: { model_id: number; run_id: number };
  readonly generation: {
    id: Generated<number>;
    key: Bytes;
    model_id: number;
    draw: number;
    run_id: number;
    started_at: number;
    duration_ms: number;
    attempts: number;
    prompt_tokens: number | null;
    completion_tokens: number | null;
    cached_tokens: number | null;
    served_model: string | null;
    reply: Bytes;
  };
  readonly trial: {
    id: Generated<number>;
    arm_id: number;
    epoch: number;
    item_id: number;
    /** `scored`, `skipped` or `error`; only the last is tried again. */
    ending: string;
    /** The rendered texts it was offered with. */
    offer_id: number;
    /** Why it was skipped or failed, as JSON text. */
    note: Bytes | null;
  };
  readonly step: { trial_id: number; k: number; generation_id: number };
  readonly outcome: {
    trial_id: number;
    scorer: string;
    version: number;
    outcome: string;
    via: string | null;
    /** Comma-separated. */
    flags: string;
    evidence_step: number | null;
    evidence_start: number | null;
    evidence_end: number | null;
    journal: Bytes | null;
    /** From a readout. */
    bail_probability: number | null;
    neither_probability: number | null;
  };
  readonly scorer: { id: Generated<number>; name: string; version: string };
  readonly score: {
    scorer_id: number;
    generation_id: number;
    /** One of the labels of refusals, or `failed` where the scorer itself failed. */
    label: string;
    score: number;
    why: string;
    evidence_start: number | null;
    evidence_end: number | null;
    /** The generation of the model that was asked. */
    verdict_id: number | null;
    /** Why the scorer failed, as JSON text. */
    note: Bytes | null;
  };
  readonly attempt: {
    id: Generated<number>;
    trial_id: number;
    run_id: number;
    k: number;
    n: number;
    started_at: number;
    duration_ms: number;
    kind: string;
    status: number | null;
    message: Bytes;
    /** What it was charged with all the same, where the endpoint told. */
    prompt_tokens: number | null;
    completion_tokens: number | null;
  };
  /** Of a condition, the trials that count as bails, or the others of the rate: what an audit sample is drawn from. */
  readonly audit_stratum: {
    id: Generated<number>;
    study: string;
    arm_id: number;
    dataset_id: number;
    twins: number;
    bail: number;
    /** How many were to be drawn, and out of how many. */
    wanted: number;
    population: number;
    seed: number;
    drawn_at: number;
  };
  readonly audit_trial: { stratum_id: number; position: number; trial_id: number; outcome: string };
  readonly label: {
    trial_id: number;
    rater: string;
    judge: number;
    /** `null` where a judge failed; the note says why. */
    label: string | null;
    note: Bytes | null;
    labelled_at: number;
    detectors_shown: number;
    generation_id: number | null;
  };
  /** A conversation under an arm, in one epoch, that was drawn to be read as a whole. */
  readonly passage: { id: Generated<number>; arm_id: number; conversation_id: number; epoch: number };
  /** Of a condition, the conversations that ended alike: what a sample of conversations is drawn from. */
  readonly passage_stratum: {
    id: Generated<number>;
    study: string;
    arm_id: number;
    dataset_id: number;
    twins: number;
    kind: string;
    wanted: number;
    population: number;
    seed: number;
    drawn_at: number;
  };
  readonly passage_sample: { stratum_id: number; position: number; passage_id: number };
  readonly passage_label: Omit<Tables['label'], 'trial_id'> & { passage_id: number };
  /** The data's own reply to an item, as JSON text. */
  readonly dataset_reply: { dataset_id: number; item_id: number; reply: Bytes };
  readonly sent_form: { generation_id: number; content_id: number };
  readonly plan_follow_up: {
    study_revision_id: number;
    position: number;
    content_id: number;
    label: string;
    draws: number;
  };
  readonly follow_up: {
    id: Generated<number>;
    trial_id: number;
    content_id: number;
    draw: number;
    /** The scorer and version whose `bail` it was asked after. */
    scorer: string;
    version: number;
    ending: string;
    note: Bytes | null;
  };
  readonly follow_up_step: { follow_up_id: number; k: number; generation_id: number };
  readonly follow_up_outcome: {
    follow_up_id: number;
    version: number;
    outcome: string;
    via: string | null;
    flags: string;
    evidence_step: number | null;
    evidence_start: number | null;
    evidence_end: number | null;
  };
  readonly follow_up_attempt: Omit<Tables['attempt'], 'trial_id'> & { follow_up_id: number };
}

export type NewRow<Name extends keyof Tables> = Insertable<Tables[Name]>;
