-- Who is in a segment: what bounds a visitor, beside the profile (model/marks.ts), counts, and sizes by day.

-- The same table with the narrow columns in front: SQLite reads a row's first few hundred bytes from the page itself, and
-- walks further pages for what stands behind. None of the new columns is indexed, so writing them costs no row.
ALTER TABLE visitors RENAME TO visitors_before;
CREATE TABLE visitors (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER NOT NULL,            -- rises by one with every ingest that changed the row
  last_day INTEGER NOT NULL,       -- indexed, so the hot upsert inserts it but never sets it
  server TEXT,                     -- JSON, model/passport.ts ServerPart; null: no order yet
  -- model/marks.ts; texts in lower case; null: not known
  first_at INTEGER,
  visits INTEGER,
  pages INTEGER,
  engaged_ms INTEGER,
  products INTEGER,
  carts INTEGER,
  purchases INTEGER,
  purchase_at INTEGER,
  cart_value REAL,
  cart_pieces INTEGER,
  cart_at INTEGER,
  continent TEXT,
  country TEXT,
  region TEXT,
  city TEXT,
  channel TEXT,
  source TEXT,
  campaign TEXT,
  first_channel TEXT,
  first_source TEXT,
  first_campaign TEXT,
  device TEXT,
  language TEXT,
  step TEXT,
  signs TEXT,                      -- null: not written since these columns are there, so nothing bounds the row
  segments TEXT NOT NULL,          -- JSON, ids of the segments at the last ingest
  profile TEXT NOT NULL,           -- JSON, model/profile.ts Profile: the device part
  seen TEXT NOT NULL,              -- JSON, model/seen.ts Seen
  events TEXT NOT NULL,            -- JSON, the last events, newest last: model/timeline.ts
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

INSERT INTO visitors (site, id, rev, last_day, server, segments, profile, seen, events)
SELECT site, id, rev, last_day, server, segments, profile, seen, events FROM visitors_before;
DROP TABLE visitors_before;
CREATE INDEX visitors_by_day ON visitors (site, last_day);
CREATE TRIGGER visitors_rev BEFORE INSERT ON visitors
WHEN NEW.rev <> coalesce((SELECT rev FROM visitors WHERE site = NEW.site AND id = NEW.id), 0) + 1
BEGIN
  SELECT raise(ABORT, 'visitor rev conflict');
END;

-- A count that looks at every visitor, page by page; it goes on from where it stands.
CREATE TABLE segment_counts (
  site TEXT NOT NULL,
  id TEXT NOT NULL,                -- all: every saved segment of a day; else a hash of the condition
  started_at INTEGER NOT NULL,
  finished_at INTEGER,             -- null: under way
  cursor TEXT NOT NULL,            -- the last visitor looked at
  examined INTEGER NOT NULL,       -- visitors looked at
  total INTEGER NOT NULL,          -- visitors when it began
  parts TEXT NOT NULL,             -- JSON, edge/store/segment-counts.ts CountedPart[]
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

CREATE TABLE segment_sizes (
  site TEXT NOT NULL,
  segment TEXT NOT NULL,
  day INTEGER NOT NULL,            -- of the shop's calendar, since 1970-01-01
  members INTEGER NOT NULL,
  counted_at INTEGER NOT NULL,
  PRIMARY KEY (site, segment, day)
) WITHOUT ROWID;

-- Who came in and went out, as ingest saw it: one row a day holds every sum, as in vitals.
CREATE TABLE segment_moves (
  site TEXT NOT NULL,
  day INTEGER NOT NULL,            -- of the shop's calendar
  sums TEXT NOT NULL,              -- JSON: enter:SEGMENT or exit:SEGMENT to visitors
  PRIMARY KEY (site, day)
) WITHOUT ROWID;
