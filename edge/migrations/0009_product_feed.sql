-- What a shop's product feed says beyond what its pages do, and where the feed is: edge/storage.md.
ALTER TABLE products ADD COLUMN list_price_minor INTEGER;        -- before a sale; null: nothing is struck through
ALTER TABLE products ADD COLUMN availability TEXT;               -- model/event.ts AVAILABILITIES
ALTER TABLE products ADD COLUMN group_id TEXT;                   -- variants of one product share it
ALTER TABLE products ADD COLUMN is_in_feed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE products ADD COLUMN gone_at INTEGER;                 -- since when the feed no longer has it; null: it has

CREATE TABLE feeds (
  site TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  checked_at INTEGER NOT NULL,     -- 0: not yet
  report TEXT                      -- JSON, model/import-report.ts ImportReport; null: not yet
) WITHOUT ROWID;
