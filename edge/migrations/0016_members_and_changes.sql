-- Who may do what in the dashboard and by the API, and who has changed what: edge/storage.md.
CREATE TABLE members (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,              -- model/role.ts Role
  made_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,   -- to the hour; 0: never
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

-- The sites there are have one owner each, as those made from now on begin with one.
INSERT INTO members (site, id, name, role, made_at, last_seen_at)
SELECT id, lower(hex(randomblob(9))), 'Shop owner', 'owner', 0, 0 FROM sites;

-- Links lived a day and were of no member.
DROP TABLE sign_in_links;
CREATE TABLE sign_in_links (
  hash TEXT PRIMARY KEY,           -- SHA-256 of the code in the link, hex
  site TEXT NOT NULL,
  member TEXT NOT NULL,
  expires_at INTEGER NOT NULL,     -- by real time
  is_lasting INTEGER NOT NULL,     -- 1: opens again and again until then
  used_at INTEGER                  -- when it was last opened
) WITHOUT ROWID;

-- The keys there are were made for shops' servers.
ALTER TABLE keys ADD COLUMN scope TEXT NOT NULL DEFAULT 'server';  -- model/role.ts KeyScope

-- Every change of what members make, as it was and as it is: model/change.ts.
CREATE TABLE changes (
  site TEXT NOT NULL,
  seq INTEGER NOT NULL,            -- rises within a site
  at INTEGER NOT NULL,
  author TEXT NOT NULL,            -- in words; empty: not known
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,           -- id of the thing; empty: there is one a site
  name TEXT NOT NULL,
  before TEXT,                     -- JSON; null: it was not there
  after TEXT,                      -- JSON; null: it is gone
  PRIMARY KEY (site, seq)
) WITHOUT ROWID;
CREATE INDEX changes_by_subject ON changes (site, kind, subject, seq);

INSERT INTO changes (site, seq, at, author, kind, subject, name, before, after)
SELECT site, row_number() OVER (PARTITION BY site ORDER BY saved_at, campaign, version), saved_at, saved_by,
       'campaign', campaign, coalesce(body->>'name', ''),
       lag(body) OVER (PARTITION BY site, campaign ORDER BY version), body
FROM campaign_versions;
DROP TABLE campaign_versions;
