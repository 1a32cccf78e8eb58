-- What visitors answer, and by what some can be reached: edge/storage.md.
CREATE TABLE answers (
  site TEXT NOT NULL,
  campaign TEXT NOT NULL,
  question TEXT NOT NULL,
  visitor TEXT NOT NULL,
  at INTEGER NOT NULL,
  chosen TEXT NOT NULL,            -- JSON list of options' values; [""] for a text, [] for what was taken back
  PRIMARY KEY (site, campaign, question, visitor)
) WITHOUT ROWID;

-- Written in the visitor's own words; of each question the newest.
CREATE TABLE answer_texts (
  site TEXT NOT NULL,
  campaign TEXT NOT NULL,
  question TEXT NOT NULL,
  at INTEGER NOT NULL,
  visitor TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (site, campaign, question, at, visitor)
) WITHOUT ROWID;

-- One row for an address or number, whoever gave it last.
CREATE TABLE leads (
  site TEXT NOT NULL,
  type TEXT NOT NULL,              -- email or tel
  value TEXT NOT NULL COLLATE NOCASE,
  name TEXT NOT NULL,              -- of the field
  visitor TEXT NOT NULL,
  campaign TEXT NOT NULL,
  at INTEGER NOT NULL,
  consent TEXT NOT NULL,           -- as it was read when it was agreed to
  controller TEXT NOT NULL,
  PRIMARY KEY (site, type, value)
) WITHOUT ROWID;
CREATE INDEX leads_by_time ON leads (site, at, type, value);
