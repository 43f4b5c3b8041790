/** Scorers of replies, and what they make of each: `docs/store.md` describes every column. */
export const scoreTables = `
  CREATE TABLE scorer (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    UNIQUE (name, version)
  ) STRICT;

  CREATE TABLE score (
    scorer_id INTEGER NOT NULL REFERENCES scorer (id),
    generation_id INTEGER NOT NULL REFERENCES generation (id),
    label TEXT NOT NULL,
    score REAL NOT NULL,
    why TEXT NOT NULL,
    evidence_start INTEGER,
    evidence_end INTEGER,
    verdict_id INTEGER REFERENCES generation (id),
    note BLOB,
    PRIMARY KEY (scorer_id, generation_id)
  ) STRICT, WITHOUT ROWID;
`;

/** What a store without these tables looks like with them. */
export const scoreViews = `
  CREATE TEMP VIEW scorer AS SELECT NULL AS id, NULL AS name, NULL AS version WHERE 0;
  CREATE TEMP VIEW score AS SELECT NULL AS scorer_id, NULL AS generation_id, NULL AS label, NULL AS score, NULL AS why,
    NULL AS evidence_start, NULL AS evidence_end, NULL AS verdict_id, NULL AS note WHERE 0;
`;
