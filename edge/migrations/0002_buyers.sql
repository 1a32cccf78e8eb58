-- Buyers, summed from orders, and what RFM (model/rfm.ts) keeps of them: edge/storage.md.

-- Whose order it is: the shop's customer where it says so, else the visitor; null where nobody is known.
ALTER TABLE orders ADD COLUMN buyer TEXT AS (coalesce('c:' || customer, 'v:' || visitor)) VIRTUAL;
CREATE INDEX orders_by_buyer ON orders (site, buyer, placed_at);

-- Instants and not days: SQL knows no time zones, and a shop that changes its own needs no row written anew.
CREATE TABLE buyers (
  site TEXT NOT NULL,
  who TEXT NOT NULL,               -- as orders.buyer
  first_at INTEGER NOT NULL,       -- of the first order
  last_at INTEGER NOT NULL,        -- of the last order
  orders INTEGER NOT NULL,         -- of any currency
  left_out INTEGER NOT NULL,       -- those of them that are not in the site's currency
  value_minor INTEGER NOT NULL,    -- of the others, in the site's currency
  PRIMARY KEY (site, who)
) WITHOUT ROWID;
CREATE INDEX buyers_by_last_order ON buyers (site, last_at);

-- Buyers whose orders have changed since they were summed. Whatever writes orders, the triggers below put down who is
-- touched, before and after; saving orders ends with summing them anew in the same transaction (edge/store/buyers.ts).
CREATE TABLE changed_buyers (
  site TEXT NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (site, who)
) WITHOUT ROWID;

CREATE TRIGGER orders_added AFTER INSERT ON orders WHEN NEW.buyer IS NOT NULL
BEGIN
  INSERT INTO changed_buyers (site, who) VALUES (NEW.site, NEW.buyer) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER orders_changed AFTER UPDATE ON orders
WHEN (OLD.buyer, OLD.placed_at, OLD.value_minor, OLD.currency)
  IS NOT (NEW.buyer, NEW.placed_at, NEW.value_minor, NEW.currency)
BEGIN
  INSERT INTO changed_buyers (site, who)
  SELECT NEW.site, who FROM (SELECT OLD.buyer AS who UNION SELECT NEW.buyer) WHERE who IS NOT NULL
  ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER orders_removed AFTER DELETE ON orders WHEN OLD.buyer IS NOT NULL
BEGIN
  INSERT INTO changed_buyers (site, who) VALUES (OLD.site, OLD.buyer) ON CONFLICT DO NOTHING;
END;

-- Another reporting currency: what was left out is added, and the reverse.
CREATE TRIGGER sites_currency AFTER UPDATE ON sites
WHEN OLD.settings->>'currency' IS NOT NEW.settings->>'currency'
BEGIN
  INSERT INTO changed_buyers (site, who) SELECT site, who FROM buyers WHERE site = NEW.id
  ON CONFLICT DO NOTHING;
END;

-- Where scores began and ended on each day of the shop, from its first look on: the newest row is in force.
CREATE TABLE cut_points (
  site TEXT NOT NULL,
  day INTEGER NOT NULL,            -- of the shop's calendar, since 1970-01-01
  body TEXT NOT NULL,              -- JSON, model/scoring.ts Scoring
  PRIMARY KEY (site, day)
) WITHOUT ROWID;

-- How many buyers went from one named segment to another on a day of the shop.
CREATE TABLE rfm_moves (
  site TEXT NOT NULL,
  day INTEGER NOT NULL,
  cause TEXT NOT NULL,             -- clock, order, recalibration
  from_segment TEXT NOT NULL,      -- empty: not a buyer before
  to_segment TEXT NOT NULL,
  buyers INTEGER NOT NULL,
  PRIMARY KEY (site, day, cause, from_segment, to_segment)
) WITHOUT ROWID;

INSERT INTO buyers (site, who, first_at, last_at, orders, left_out, value_minor)
SELECT orders.site, buyer, min(placed_at), max(placed_at), count(*),
       count(*) FILTER (WHERE currency <> settings->>'currency'),
       coalesce(sum(value_minor) FILTER (WHERE currency = settings->>'currency'), 0)
FROM orders JOIN sites ON sites.id = orders.site
WHERE buyer IS NOT NULL
GROUP BY orders.site, buyer;
