/** Samples of whole conversations and what raters say of them: `docs/store.md` describes every column. */
export const passageTables = `
  CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    arm_id INTEGER NOT NULL REFERENCES arm (id),
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    epoch INTEGER NOT NULL,
    UNIQUE (arm_id, conversation_id, epoch)
  ) STRICT;

  CREATE TABLE passage_stratum (
    id INTEGER PRIMARY KEY,
    study TEXT NOT NULL,
    arm_id INTEGER NOT NULL REFERENCES arm (id),
    dataset_id INTEGER NOT NULL REFERENCES dataset (id),
    twins INTEGER NOT NULL,
    kind TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    population INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    drawn_at INTEGER NOT NULL,
    UNIQUE (study, arm_id, dataset_id, twins, kind)
  ) STRICT;

  CREATE TABLE passage_sample (
    stratum_id INTEGER NOT NULL REFERENCES passage_stratum (id),
    position INTEGER NOT NULL,
    passage_id INTEGER NOT NULL REFERENCES passage (id),
    PRIMARY KEY (stratum_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE passage_label (
    passage_id INTEGER NOT NULL REFERENCES passage (id),
    rater TEXT NOT NULL,
    judge INTEGER NOT NULL,
    label TEXT,
    note BLOB,
    labelled_at INTEGER NOT NULL,
    detectors_shown INTEGER NOT NULL,
    generation_id INTEGER REFERENCES generation (id),
    PRIMARY KEY (passage_id, rater)
  ) STRICT, WITHOUT ROWID;
`;

/** What a store without these tables looks like with them. */
export const passageViews = `
  CREATE TEMP VIEW passage AS SELECT 0 AS id, 0 AS arm_id, 0 AS conversation_id, 0 AS epoch WHERE 0;
  CREATE TEMP VIEW passage_stratum AS SELECT 0 AS id, '' AS study, 0 AS arm_id, 0 AS dataset_id, 0 AS twins, '' AS kind,
    0 AS wanted, 0 AS population, 0 AS seed, 0 AS drawn_at WHERE 0;
  CREATE TEMP VIEW passage_sample AS SELECT 0 AS stratum_id, 0 AS position, 0 AS passage_id WHERE 0;
  CREATE TEMP VIEW passage_label AS SELECT 0 AS passage_id, '' AS rater, 0 AS judge, NULL AS label, NULL AS note,
    0 AS labelled_at, 0 AS detectors_shown, NULL AS generation_id WHERE 0;
`;
