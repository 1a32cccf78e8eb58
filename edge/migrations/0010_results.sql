-- What campaigns add: edge/storage.md.

ALTER TABLE visitors ADD COLUMN exposed TEXT;  -- JSON, model/results/exposed.ts Exposed; null: nothing was shown since there is such

-- Which campaign an order is credited to, `click:CAMPAIGN` or `view:CAMPAIGN`: edge/store/credit.ts.
ALTER TABLE orders ADD COLUMN credit TEXT;
CREATE INDEX orders_by_credit ON orders (site, credit) WHERE credit IS NOT NULL;

-- Visitors by campaign, arm and split, and showings by how often the visitor had seen it: one row a day holds every sum.
CREATE TABLE exposure_sums (
  site TEXT NOT NULL,
  day INTEGER NOT NULL,            -- of the shop's calendar
  sums TEXT NOT NULL,              -- JSON: names as in model/results/exposed.ts foldExposed
  PRIMARY KEY (site, day)
) WITHOUT ROWID;
