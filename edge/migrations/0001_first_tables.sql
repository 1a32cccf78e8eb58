-- Every table and its purpose: edge/storage.md. Times are epoch ms (UTC), days are days since 1970-01-01,
-- money is in minor units beside its currency.

CREATE TABLE sites (
  id TEXT PRIMARY KEY,
  settings TEXT NOT NULL,          -- JSON, model/snapshot.ts SiteSettings
  version INTEGER NOT NULL         -- of the newest snapshot; 0 before the first
) WITHOUT ROWID;

CREATE TABLE keys (
  hash TEXT PRIMARY KEY,           -- SHA-256 of the key, hex; the key itself is shown once and not kept
  site TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE sign_in_links (
  hash TEXT PRIMARY KEY,           -- SHA-256 of the code in the link, hex
  site TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE segments (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,              -- JSON, model/segment.ts Segment
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

CREATE TABLE campaigns (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,              -- JSON, model/campaign.ts Campaign
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

CREATE TABLE snapshots (
  site TEXT NOT NULL,
  version INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  body TEXT NOT NULL,              -- JSON, model/snapshot.ts Snapshot: what KV holds, to publish again from
  PRIMARY KEY (site, version)
) WITHOUT ROWID;

CREATE TABLE visitors (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER NOT NULL,            -- rises by one with every ingest that changed the row
  profile TEXT NOT NULL,           -- JSON, model/profile.ts Profile: the device part
  seen TEXT NOT NULL,              -- JSON, model/seen.ts Seen
  events TEXT NOT NULL,            -- JSON, the last events, newest last: model/timeline.ts
  segments TEXT NOT NULL,          -- JSON, ids of the segments at the last ingest
  server TEXT,                     -- JSON, model/passport.ts ServerPart; null: no order yet
  last_day INTEGER NOT NULL,       -- indexed, so the hot upsert inserts it but never sets it
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

CREATE INDEX visitors_by_day ON visitors (site, last_day);

-- Exactly once rests on this: a row written from a state that is no longer the newest aborts the whole transaction.
-- BEFORE INSERT fires for an upsert too, before it turns into an update.
CREATE TRIGGER visitors_rev BEFORE INSERT ON visitors
WHEN NEW.rev <> coalesce((SELECT rev FROM visitors WHERE site = NEW.site AND id = NEW.id), 0) + 1
BEGIN
  SELECT raise(ABORT, 'visitor rev conflict');
END;

CREATE TABLE log (
  id INTEGER PRIMARY KEY,          -- one row a consumer batch and site, in order of commit
  site TEXT NOT NULL,
  day INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  events INTEGER NOT NULL,         -- number of events inside
  body BLOB NOT NULL               -- gzip of JSON, edge/store/log.ts
);

CREATE INDEX log_by_site ON log (site, id);

CREATE TABLE counters (
  site TEXT NOT NULL,
  day INTEGER NOT NULL,
  name TEXT NOT NULL,              -- visitors, visits, views, carts, events, refused:REASON, shown:CAMPAIGN, …
  value INTEGER NOT NULL,
  PRIMARY KEY (site, day, name)
) WITHOUT ROWID;

CREATE TABLE products (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT,
  category TEXT,
  brand TEXT,
  price_minor INTEGER,
  currency TEXT,
  image TEXT,
  url TEXT,
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

CREATE TABLE orders (
  site TEXT NOT NULL,
  id TEXT NOT NULL,                -- the shop's order id: one order, whichever door
  door TEXT NOT NULL,              -- page, api; the server's word stands over the page's
  visitor TEXT,
  customer TEXT,
  placed_at INTEGER NOT NULL,
  day INTEGER NOT NULL,
  value_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  channel TEXT NOT NULL,           -- web, store, phone
  lines TEXT NOT NULL,             -- JSON: [{ id, quantity, priceMinor }]
  PRIMARY KEY (site, id)
) WITHOUT ROWID;
CREATE INDEX orders_by_day ON orders (site, day);
CREATE INDEX orders_by_visitor ON orders (site, visitor) WHERE visitor IS NOT NULL;

CREATE TABLE tombstones (
  site TEXT NOT NULL,
  visitor TEXT NOT NULL,
  erased_at INTEGER NOT NULL,
  PRIMARY KEY (site, visitor)
) WITHOUT ROWID;

CREATE TABLE dead_letters (
  id TEXT PRIMARY KEY,             -- of the queue message
  site TEXT NOT NULL,
  failed_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  body TEXT NOT NULL               -- JSON, the message as received
) WITHOUT ROWID;

-- Work that falls due: cron leases a page of it and hands it to the queue.
CREATE TABLE due_work (
  site TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  leased_until INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (site, kind, subject)
) WITHOUT ROWID;
CREATE INDEX due_work_by_time ON due_work (due_at);

CREATE TABLE local_clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  offset_ms INTEGER NOT NULL
);
