-- Customers as the shop's server knows them, who of the visitors they are, and what its server has told: edge/storage.md.

CREATE TABLE customers (
  site TEXT NOT NULL,
  id TEXT NOT NULL,                -- the shop's own id
  traits TEXT NOT NULL,            -- JSON: name to { at, value }; null: taken back. model/trait.ts
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

-- Which customer a visitor is, from an instant on. Nothing is merged: whose an order is follows from these rows alone, so
-- taking one away gives back what was before it.
CREATE TABLE links (
  site TEXT NOT NULL,
  visitor TEXT NOT NULL,
  since INTEGER NOT NULL,
  customer TEXT NOT NULL,
  PRIMARY KEY (site, visitor, since)
) WITHOUT ROWID;
CREATE INDEX links_by_customer ON links (site, customer);

-- Messages of the server API that have been counted.
CREATE TABLE messages (
  site TEXT NOT NULL,
  id TEXT NOT NULL,                -- 16 characters of base64url of the SHA-256 of the messageId
  day INTEGER NOT NULL,            -- received on
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

-- An order that names no customer is the one's whom its visitor turned out to be. The column that says whose an order is
-- has to be made anew, and with it what looks at it.
DROP TRIGGER orders_added;
DROP TRIGGER orders_changed;
DROP TRIGGER orders_removed;
DROP INDEX orders_by_buyer;
ALTER TABLE orders DROP COLUMN buyer;
ALTER TABLE orders ADD COLUMN linked TEXT;  -- the customer its visitor is linked to: edge/store/links.ts
ALTER TABLE orders ADD COLUMN buyer TEXT AS (
  CASE WHEN status NOT IN ('cancelled', 'refunded')
    THEN coalesce('c:' || customer, 'c:' || linked, 'v:' || visitor) END
) VIRTUAL;
CREATE INDEX orders_by_buyer ON orders (site, buyer, placed_at);

CREATE TRIGGER orders_added AFTER INSERT ON orders WHEN NEW.buyer IS NOT NULL
BEGIN
  INSERT INTO changed_buyers (site, who) VALUES (NEW.site, NEW.buyer) ON CONFLICT DO NOTHING;
END;

-- The visitor is among them: whom an order is linked to follows from it.
CREATE TRIGGER orders_changed AFTER UPDATE ON orders
WHEN (OLD.buyer, OLD.visitor, OLD.placed_at, OLD.reported_minor)
  IS NOT (NEW.buyer, NEW.visitor, NEW.placed_at, NEW.reported_minor)
BEGIN
  INSERT INTO changed_buyers (site, who)
  SELECT NEW.site, who FROM (SELECT OLD.buyer AS who UNION SELECT NEW.buyer) WHERE who IS NOT NULL
  ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER orders_removed AFTER DELETE ON orders WHEN OLD.buyer IS NOT NULL
BEGIN
  INSERT INTO changed_buyers (site, who) VALUES (OLD.site, OLD.buyer) ON CONFLICT DO NOTHING;
END;

-- Whoever has an order of the visitor may lose it, or the visitor's own may get another buyer.
CREATE TRIGGER links_added AFTER INSERT ON links
BEGIN
  INSERT INTO changed_buyers (site, who)
  SELECT DISTINCT NEW.site, buyer FROM orders WHERE site = NEW.site AND visitor = NEW.visitor AND buyer IS NOT NULL
  ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER links_removed AFTER DELETE ON links
BEGIN
  INSERT INTO changed_buyers (site, who)
  SELECT DISTINCT OLD.site, buyer FROM orders WHERE site = OLD.site AND visitor = OLD.visitor AND buyer IS NOT NULL
  ON CONFLICT DO NOTHING;
END;
