/** Child trials: what is asked after bails. */
export const followUpTables = `
  CREATE TABLE plan_follow_up (
    study_revision_id INTEGER NOT NULL REFERENCES study_revision (id),
    position INTEGER NOT NULL,
    content_id INTEGER NOT NULL REFERENCES content (id),
    label TEXT NOT NULL,
    draws INTEGER NOT NULL,
    PRIMARY KEY (study_revision_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE follow_up (
    id INTEGER PRIMARY KEY,
    trial_id INTEGER NOT NULL REFERENCES trial (id),
    content_id INTEGER NOT NULL REFERENCES content (id),
    draw INTEGER NOT NULL,
    scorer TEXT NOT NULL,
    version INTEGER NOT NULL,
    ending TEXT NOT NULL,
    note BLOB,
    UNIQUE (trial_id, content_id, draw)
  ) STRICT;

  CREATE TABLE follow_up_step (
    follow_up_id INTEGER NOT NULL REFERENCES follow_up (id),
    k INTEGER NOT NULL,
    generation_id INTEGER NOT NULL REFERENCES generation (id),
    PRIMARY KEY (follow_up_id, k)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE follow_up_outcome (
    follow_up_id INTEGER NOT NULL REFERENCES follow_up (id),
    version INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    via TEXT,
    flags TEXT NOT NULL,
    evidence_step INTEGER,
    evidence_start INTEGER,
    evidence_end INTEGER,
    PRIMARY KEY (follow_up_id, version)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE follow_up_attempt (
    id INTEGER PRIMARY KEY,
    follow_up_id INTEGER NOT NULL REFERENCES follow_up (id),
    run_id INTEGER NOT NULL REFERENCES run (id),
    k INTEGER NOT NULL,
    n INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    status INTEGER,
    message BLOB NOT NULL,
    prompt_tokens INTEGER,
    completion_tokens INTEGER
  ) STRICT;
  CREATE INDEX follow_up_attempt_of ON follow_up_attempt (follow_up_id);
`;

/** What they look like in a store that has not had them yet. */
export const followUpViews = `
  CREATE TEMP VIEW plan_follow_up AS
    SELECT 0 AS study_revision_id, 0 AS position, 0 AS content_id, '' AS label, 0 AS draws WHERE false;
  CREATE TEMP VIEW follow_up AS SELECT 0 AS id, 0 AS trial_id, 0 AS content_id, 0 AS draw, '' AS scorer, 0 AS version,
    '' AS ending, NULL AS note WHERE false;
  CREATE TEMP VIEW follow_up_step AS SELECT 0 AS follow_up_id, 0 AS k, 0 AS generation_id WHERE false;
  CREATE TEMP VIEW follow_up_outcome AS SELECT 0 AS follow_up_id, 0 AS version, '' AS outcome, NULL AS via, '' AS flags,
    NULL AS evidence_step, NULL AS evidence_start, NULL AS evidence_end WHERE false;
  CREATE TEMP VIEW follow_up_attempt AS SELECT 0 AS follow_up_id, 0 AS prompt_tokens, 0 AS completion_tokens WHERE false;
`;
