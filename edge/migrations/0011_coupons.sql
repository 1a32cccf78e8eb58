-- Codes that the shop knows, and who has which: edge/storage.md.
CREATE TABLE coupon_pools (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,              -- JSON, model/coupon.ts CouponPool
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

CREATE TABLE coupons (
  site TEXT NOT NULL,
  code TEXT NOT NULL COLLATE NOCASE, -- shops take a code in any case
  pool TEXT NOT NULL,
  is_live INTEGER NOT NULL,        -- 0: the shop does not know it yet
  holder TEXT,                     -- c:CUSTOMER or v:VISITOR; null: nobody's yet
  campaign TEXT,                   -- by which it was given
  given_at INTEGER,
  PRIMARY KEY (site, code)
) WITHOUT ROWID;
-- One code a holder and pool, and how many are given.
CREATE UNIQUE INDEX coupons_given ON coupons (site, pool, holder) WHERE holder IS NOT NULL;
CREATE INDEX coupons_free ON coupons (site, pool, is_live) WHERE holder IS NULL;

-- Orders at a coupon are few: redemptions are read from them alone.
CREATE INDEX orders_with_coupon ON orders (site, id) WHERE coupons <> '[]';
