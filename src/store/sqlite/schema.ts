import { followUpTables, followUpViews } from './follow-up-tables.ts';
import { passageTables, passageViews } from './passage-tables.ts';
import { scoreTables, scoreViews } from './score-tables.ts';

/** `PRAGMA application_id` of every store: the letters "EXPL". */
export const applicationId = 0x45_58_50_4c;

/**
 * One entry a version, first to last; `PRAGMA user_version` counts the entries a store has had. Entries are
 * never edited once released, only added. `docs/store.md` describes every table and column.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE content (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;

  CREATE TABLE conversation (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;

  CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    turn INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    characters INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE dataset (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    items INTEGER NOT NULL,
    merged INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE dataset_item (
    dataset_id INTEGER NOT NULL REFERENCES dataset (id),
    position INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item (id),
    name TEXT NOT NULL,
    cluster TEXT NOT NULL,
    category TEXT,
    twin TEXT,
    tags TEXT NOT NULL,
    PRIMARY KEY (dataset_id, position)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX dataset_item_member ON dataset_item (dataset_id, item_id);

  CREATE TABLE model (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    identity BLOB NOT NULL,
    simulated INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE arm (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    model_id INTEGER NOT NULL REFERENCES model (id),
    method TEXT NOT NULL,
    answer_order TEXT,
    lead_in_id INTEGER REFERENCES content (id),
    history_author TEXT NOT NULL,
    reply_author TEXT NOT NULL,
    series TEXT NOT NULL,
    settings_id INTEGER NOT NULL REFERENCES content (id),
    offer_id INTEGER NOT NULL REFERENCES content (id)
  ) STRICT;

  CREATE TABLE study_revision (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    settings_id INTEGER NOT NULL REFERENCES content (id),
    planned_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE plan_line (
    study_revision_id INTEGER NOT NULL REFERENCES study_revision (id),
    position INTEGER NOT NULL,
    arm_id INTEGER NOT NULL REFERENCES arm (id),
    dataset_id INTEGER NOT NULL REFERENCES dataset (id),
    lead_in TEXT,
    model_label TEXT NOT NULL,
    wording TEXT,
    epochs INTEGER NOT NULL,
    unsupported TEXT,
    PRIMARY KEY (study_revision_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    study_revision_id INTEGER NOT NULL REFERENCES study_revision (id),
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    heartbeat_at INTEGER NOT NULL,
    ended_at INTEGER,
    ending TEXT,
    tallies BLOB
  ) STRICT;

  CREATE TABLE lease (
    model_id INTEGER PRIMARY KEY REFERENCES model (id),
    run_id INTEGER NOT NULL REFERENCES run (id)
  ) STRICT;

  CREATE TABLE generation (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    model_id INTEGER NOT NULL REFERENCES model (id),
    draw INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run (id),
    started_at INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    prompt_tokens INTEGER,
    completion_tokens INTEGER,
    served_model TEXT,
    reply BLOB NOT NULL
  ) STRICT;

  CREATE TABLE trial (
    id INTEGER PRIMARY KEY,
    arm_id INTEGER NOT NULL REFERENCES arm (id),
    epoch INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item (id),
    ending TEXT NOT NULL,
    offer_id INTEGER NOT NULL REFERENCES content (id),
    note BLOB,
    UNIQUE (arm_id, epoch, item_id)
  ) STRICT;

  CREATE TABLE step (
    trial_id INTEGER NOT NULL REFERENCES trial (id),
    k INTEGER NOT NULL,
    generation_id INTEGER NOT NULL REFERENCES generation (id),
    PRIMARY KEY (trial_id, k)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE outcome (
    trial_id INTEGER NOT NULL REFERENCES trial (id),
    scorer TEXT NOT NULL,
    version INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    via TEXT,
    flags TEXT NOT NULL,
    evidence_step INTEGER,
    evidence_start INTEGER,
    evidence_end INTEGER,
    journal BLOB,
    PRIMARY KEY (trial_id, scorer, version)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    trial_id INTEGER NOT NULL REFERENCES trial (id),
    run_id INTEGER NOT NULL REFERENCES run (id),
    k INTEGER NOT NULL,
    n INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    status INTEGER,
    message BLOB NOT NULL
  ) STRICT;
  CREATE INDEX attempt_trial ON attempt (trial_id);
  `,
  `
  INSERT INTO meta (key, value) VALUES ('id', lower(hex(randomblob(16))));
  ALTER TABLE dataset_item ADD COLUMN conversation_id INTEGER REFERENCES conversation (id);
  ALTER TABLE generation ADD COLUMN cached_tokens INTEGER;
  ALTER TABLE outcome ADD COLUMN bail_probability REAL;
  ALTER TABLE outcome ADD COLUMN neither_probability REAL;
  ALTER TABLE attempt ADD COLUMN prompt_tokens INTEGER;
  ALTER TABLE attempt ADD COLUMN completion_tokens INTEGER;
  `,
  `
  CREATE TABLE dataset_shared (
    dataset_id INTEGER NOT NULL REFERENCES dataset (id),
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    turn INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item (id),
    cluster TEXT NOT NULL,
    PRIMARY KEY (dataset_id, conversation_id, turn)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE plan_line ADD COLUMN half_width REAL;
  ALTER TABLE plan_line ADD COLUMN min_epochs INTEGER;
  ALTER TABLE plan_line ADD COLUMN stopped_epochs INTEGER;
  `,
  `
  CREATE TABLE audit_stratum (
    id INTEGER PRIMARY KEY,
    study TEXT NOT NULL,
    arm_id INTEGER NOT NULL REFERENCES arm (id),
    dataset_id INTEGER NOT NULL REFERENCES dataset (id),
    twins INTEGER NOT NULL,
    bail INTEGER NOT NULL,
    wanted INTEGER NOT NULL,
    population INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    drawn_at INTEGER NOT NULL,
    UNIQUE (study, arm_id, dataset_id, twins, bail)
  ) STRICT;

  CREATE TABLE audit_trial (
    stratum_id INTEGER NOT NULL REFERENCES audit_stratum (id),
    position INTEGER NOT NULL,
    trial_id INTEGER NOT NULL REFERENCES trial (id),
    outcome TEXT NOT NULL,
    PRIMARY KEY (stratum_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE label (
    trial_id INTEGER NOT NULL REFERENCES trial (id),
    rater TEXT NOT NULL,
    judge INTEGER NOT NULL,
    label TEXT,
    note BLOB,
    labelled_at INTEGER NOT NULL,
    detectors_shown INTEGER NOT NULL,
    generation_id INTEGER REFERENCES generation (id),
    PRIMARY KEY (trial_id, rater)
  ) STRICT, WITHOUT ROWID;
  `,
  followUpTables,
  `
  CREATE TABLE declaration (
    study_revision_id INTEGER PRIMARY KEY REFERENCES study_revision (id),
    declared_at INTEGER NOT NULL,
    trials INTEGER NOT NULL,
    contrast_trials TEXT NOT NULL
  ) STRICT;
  `,
  scoreTables,
  `
  CREATE TABLE dataset_reply (
    dataset_id INTEGER NOT NULL REFERENCES dataset (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    reply BLOB NOT NULL,
    PRIMARY KEY (dataset_id, item_id)
  ) STRICT, WITHOUT ROWID;
  `,
  passageTables,
  `
  CREATE TABLE sent_form (
    generation_id INTEGER PRIMARY KEY REFERENCES generation (id),
    content_id INTEGER NOT NULL REFERENCES content (id)
  ) STRICT;
  `,
];

/**
 * For a store that is only read and has had fewer migrations: what makes it look as if it had had them all. Views of
 * the connection's own stand before tables of the same name. One entry a migration; the first cannot be missing.
 */
export const viewsOfOlder: readonly string[] = [
  '',
  `
  CREATE TEMP VIEW dataset_item AS SELECT *, NULL AS conversation_id FROM main.dataset_item;
  CREATE TEMP VIEW generation AS SELECT *, NULL AS cached_tokens FROM main.generation;
  CREATE TEMP VIEW outcome AS SELECT *, NULL AS bail_probability, NULL AS neither_probability FROM main.outcome;
  CREATE TEMP VIEW attempt AS SELECT *, NULL AS prompt_tokens, NULL AS completion_tokens FROM main.attempt;
  `,
  `
  CREATE TEMP VIEW dataset_shared AS
    SELECT 0 AS dataset_id, 0 AS conversation_id, 0 AS turn, 0 AS item_id, '' AS cluster WHERE false;
  `,
  `
  CREATE TEMP VIEW plan_line AS
    SELECT *, NULL AS half_width, NULL AS min_epochs, NULL AS stopped_epochs FROM main.plan_line;
  `,
  `
  CREATE TEMP VIEW audit_stratum AS SELECT 0 AS id, '' AS study, 0 AS arm_id, 0 AS dataset_id, 0 AS twins, 0 AS bail,
    0 AS wanted, 0 AS population, 0 AS seed, 0 AS drawn_at WHERE 0;
  CREATE TEMP VIEW audit_trial AS SELECT 0 AS stratum_id, 0 AS position, 0 AS trial_id, '' AS outcome WHERE 0;
  CREATE TEMP VIEW label AS SELECT 0 AS trial_id, '' AS rater, 0 AS judge, NULL AS label, NULL AS note,
    0 AS labelled_at, 0 AS detectors_shown, NULL AS generation_id WHERE 0;
  `,
  followUpViews,
  `
  CREATE TEMP VIEW declaration AS
    SELECT 0 AS study_revision_id, 0 AS declared_at, 0 AS trials, '' AS contrast_trials WHERE false;
  `,
  scoreViews,
  `
  CREATE TEMP VIEW dataset_reply AS SELECT 0 AS dataset_id, 0 AS item_id, NULL AS reply WHERE false;
  `,
  passageViews,
  `
  CREATE TEMP VIEW sent_form AS SELECT 0 AS generation_id, 0 AS content_id WHERE false;
  `,
];
