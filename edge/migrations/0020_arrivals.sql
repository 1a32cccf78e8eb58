-- From which pages visits come, and which are turned away and why: edge/storage.md.
CREATE TABLE arrivals (
  site TEXT NOT NULL,
  outcome TEXT NOT NULL,           -- model/arrival.ts ArrivalOutcome
  origin TEXT NOT NULL,            -- of the page, as the browser says it
  path TEXT NOT NULL,              -- of the latest one
  given TEXT NOT NULL,             -- the site id that was sent, where that is what is wrong; else empty
  first_at INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (site, outcome, origin)
) WITHOUT ROWID;
