-- What the overview shows of visits, and where orders were placed from: edge/storage.md.

-- One row a day holds every sum, so that a consumer batch writes one row and not one a name.
CREATE TABLE visit_sums (
  site TEXT NOT NULL,
  day INTEGER NOT NULL,            -- of the shop's calendar, since 1970-01-01
  sums TEXT NOT NULL,              -- JSON: names of model/visit-course.ts and model/where-from.ts
  PRIMARY KEY (site, day)
) WITHOUT ROWID;

-- Of orders that the shop's page told; nothing in it names anybody.
CREATE TABLE order_origins (
  site TEXT NOT NULL,
  id TEXT NOT NULL,                -- as orders.id
  at INTEGER NOT NULL,
  channel TEXT NOT NULL,           -- model/source.ts Channel
  source TEXT NOT NULL,
  country TEXT NOT NULL,
  region TEXT NOT NULL,
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

-- What the members are worth, as the day's count found it: JSON, model/members-worth.ts MembersWorth; null: before there was one.
ALTER TABLE segment_sizes ADD COLUMN worth TEXT;
