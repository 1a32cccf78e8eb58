-- Orders as all their doors tell them, their revenue in the shop's own terms, and the doors themselves: edge/storage.md.

-- The truth of an order; `orders` follows from it, once it is known when it was placed and what it cost.
CREATE TABLE order_records (
  site TEXT NOT NULL,
  id TEXT NOT NULL,                -- as orders.id
  rev INTEGER NOT NULL,            -- rises by one with every change
  body TEXT NOT NULL,              -- JSON, model/order.ts OrderRecord
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

-- As visitors_rev: news merged into a record that is no longer the newest abort the transaction.
CREATE TRIGGER order_records_rev BEFORE INSERT ON order_records
WHEN NEW.rev <> coalesce((SELECT rev FROM order_records WHERE site = NEW.site AND id = NEW.id), 0) + 1
BEGIN
  SELECT raise(ABORT, 'order rev conflict');
END;

DROP TRIGGER orders_added;
DROP TRIGGER orders_changed;
DROP TRIGGER orders_removed;
DROP TRIGGER sites_currency;
DROP INDEX orders_by_buyer;
ALTER TABLE orders DROP COLUMN buyer;

-- value_minor was what was ordered. It is what the order brought, by the shop's policy, less what was given back.
ALTER TABLE orders ADD COLUMN status TEXT NOT NULL DEFAULT 'paid';       -- model/order.ts OrderStatus
ALTER TABLE orders ADD COLUMN doors TEXT NOT NULL DEFAULT '[]';          -- JSON: all that told something; `door`: whose word the amounts are
ALTER TABLE orders ADD COLUMN total_minor INTEGER NOT NULL DEFAULT 0;    -- as ordered
ALTER TABLE orders ADD COLUMN refunded_minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN tax_minor INTEGER;                         -- of what was not given back; null: not told
ALTER TABLE orders ADD COLUMN shipping_minor INTEGER;                    -- likewise, without its tax
ALTER TABLE orders ADD COLUMN shipping_tax_minor INTEGER;                -- likewise
ALTER TABLE orders ADD COLUMN discount_minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN coupons TEXT NOT NULL DEFAULT '[]';        -- JSON
ALTER TABLE orders ADD COLUMN reported_minor INTEGER;                    -- value_minor in the site's currency; null: not counted, or no rate

-- Whose order it is: the shop's customer where it says so, else the visitor; null where nobody is known, and where nothing of
-- the order was kept, so that no score counts it.
ALTER TABLE orders ADD COLUMN buyer TEXT AS (
  CASE WHEN status NOT IN ('cancelled', 'refunded') THEN coalesce('c:' || customer, 'v:' || visitor) END
) VIRTUAL;
CREATE INDEX orders_by_buyer ON orders (site, buyer, placed_at);

UPDATE orders SET
  status = iif(door = 'page', 'placed', 'paid'), doors = json_array(door), total_minor = value_minor,
  reported_minor = (SELECT value_minor FROM sites WHERE id = orders.site AND settings->>'currency' = orders.currency);

CREATE TRIGGER orders_added AFTER INSERT ON orders WHEN NEW.buyer IS NOT NULL
BEGIN
  INSERT INTO changed_buyers (site, who) VALUES (NEW.site, NEW.buyer) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER orders_changed AFTER UPDATE ON orders
WHEN (OLD.buyer, OLD.placed_at, OLD.reported_minor) IS NOT (NEW.buyer, NEW.placed_at, NEW.reported_minor)
BEGIN
  INSERT INTO changed_buyers (site, who)
  SELECT NEW.site, who FROM (SELECT OLD.buyer AS who UNION SELECT NEW.buyer) WHERE who IS NOT NULL
  ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER orders_removed AFTER DELETE ON orders WHEN OLD.buyer IS NOT NULL
BEGIN
  INSERT INTO changed_buyers (site, who) VALUES (OLD.site, OLD.buyer) ON CONFLICT DO NOTHING;
END;

-- json_patch takes out what is null.
INSERT INTO order_records (site, id, rev, body)
SELECT site, id, 1, json_object(
  'told', json_patch('{}', json_object(
    'amounts', json_object('value', json_object('valueMinor', value_minor, 'currency', currency), 'at', placed_at, 'door', door),
    'stage', json_object('value', status, 'at', placed_at, 'door', door),
    'placedAt', json_object('value', placed_at, 'at', placed_at, 'door', door),
    'channel', json_object('value', channel, 'at', placed_at, 'door', door),
    'customer', iif(customer IS NULL, NULL, json_object('value', customer, 'at', placed_at, 'door', door)),
    'visitor', iif(visitor IS NULL, NULL, json_object('value', visitor, 'at', placed_at, 'door', door)),
    'lines', json_object('value', json(lines), 'at', placed_at, 'door', door))),
  'refunds', json_object(), 'news', json_array(json_array(placed_at, status, door)), 'doors', json_array(door))
FROM orders;

-- What a unit of a currency is worth in the one the site reports in, from a day on.
CREATE TABLE rates (
  site TEXT NOT NULL,
  reported TEXT NOT NULL,          -- ISO 4217: what the rate is told in
  currency TEXT NOT NULL,
  day INTEGER NOT NULL,            -- UTC
  rate TEXT NOT NULL,              -- decimal, as entered: 1 currency is so many reported
  numerator INTEGER NOT NULL,      -- the same between minor units, a fraction (model/money.ts MinorRate)
  denominator INTEGER NOT NULL,
  PRIMARY KEY (site, reported, currency, day)
) WITHOUT ROWID;

-- How each door of orders does: what it brought, when last, and the secrets of those that sign.
CREATE TABLE doors (
  site TEXT NOT NULL,
  door TEXT NOT NULL,              -- model/order-report.ts Door
  accepted INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  ignored INTEGER NOT NULL DEFAULT 0,
  last_at INTEGER,                 -- of the last delivery
  last_outcome TEXT,               -- accepted, refused, ignored
  last_reason TEXT,                -- of one that was not accepted
  secret TEXT,                     -- sealed, edge/hook-secret.ts
  previous_secret TEXT,            -- still accepted
  secret_at INTEGER,
  PRIMARY KEY (site, door)
) WITHOUT ROWID;
