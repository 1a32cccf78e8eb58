-- A tombstone holds against whoever writes: edge/storage.md. What reaches a table of an erased visitor, late or read before the
-- erasure, is left out by the database itself. A row of ingest that brings more than itself voids its transaction, and is read again.

DROP TRIGGER visitors_rev;
CREATE TRIGGER visitors_rev BEFORE INSERT ON visitors
WHEN NEW.rev <> coalesce((SELECT rev FROM visitors WHERE site = NEW.site AND id = NEW.id), 0) + 1
  OR EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.id)
BEGIN
  SELECT raise(ABORT, 'visitor rev conflict');
END;

CREATE TRIGGER answers_of_erased BEFORE INSERT ON answers
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.visitor)
BEGIN
  SELECT raise(IGNORE);
END;
CREATE TRIGGER answer_texts_of_erased BEFORE INSERT ON answer_texts
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.visitor)
BEGIN
  SELECT raise(IGNORE);
END;
CREATE TRIGGER leads_of_erased BEFORE INSERT ON leads
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.visitor)
BEGIN
  SELECT raise(IGNORE);
END;
CREATE TRIGGER subscriptions_of_erased BEFORE INSERT ON subscriptions
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.visitor)
BEGIN
  SELECT raise(IGNORE);
END;
CREATE TRIGGER deliveries_of_erased BEFORE INSERT ON deliveries
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.visitor)
BEGIN
  SELECT raise(IGNORE);
END;
CREATE TRIGGER enrolments_of_erased BEFORE INSERT ON enrolments
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.visitor)
BEGIN
  SELECT raise(IGNORE);
END;
CREATE TRIGGER links_of_erased BEFORE INSERT ON links
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.visitor)
BEGIN
  SELECT raise(IGNORE);
END;
CREATE TRIGGER first_exposures_of_erased BEFORE INSERT ON first_exposures
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.visitor)
BEGIN
  SELECT raise(IGNORE);
END;

-- By the letter before the id: a customer's stands.
CREATE TRIGGER buyer_values_of_erased BEFORE INSERT ON buyer_values
WHEN NEW.who LIKE 'v:%' AND EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = substr(NEW.who, 3))
BEGIN
  SELECT raise(IGNORE);
END;
CREATE TRIGGER buyer_periods_of_erased BEFORE INSERT ON buyer_periods
WHEN NEW.who LIKE 'v:%' AND EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = substr(NEW.who, 3))
BEGIN
  SELECT raise(IGNORE);
END;
-- A code waits for somebody who is there.
CREATE TRIGGER coupons_of_erased BEFORE UPDATE OF holder ON coupons
WHEN NEW.holder LIKE 'v:%' AND EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = substr(NEW.holder, 3))
BEGIN
  SELECT raise(IGNORE);
END;

-- Inside a body: what is about the visitor is left out whole.
CREATE TRIGGER webhook_messages_of_erased BEFORE INSERT ON webhook_messages
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.body->>'$.data.visitor')
BEGIN
  SELECT raise(IGNORE);
END;
CREATE TRIGGER dead_letters_of_erased BEFORE INSERT ON dead_letters
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.body->>'$.visitor')
BEGIN
  SELECT raise(IGNORE);
END;

-- An order stays, as a sum that is nobody's: only where it came from is left out.
CREATE TRIGGER orders_of_erased AFTER INSERT ON orders
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.visitor)
BEGIN
  UPDATE orders SET visitor = NULL, linked = NULL WHERE site = NEW.site AND id = NEW.id;
END;
CREATE TRIGGER orders_told_of_erased AFTER UPDATE OF visitor ON orders
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.visitor)
BEGIN
  UPDATE orders SET visitor = NULL, linked = NULL WHERE site = NEW.site AND id = NEW.id;
END;
CREATE TRIGGER order_records_of_erased AFTER INSERT ON order_records
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.body->>'$.told.visitor.value')
BEGIN
  UPDATE order_records SET body = json_remove(body, '$.told.visitor') WHERE site = NEW.site AND id = NEW.id;
END;
CREATE TRIGGER order_records_told_of_erased AFTER UPDATE OF body ON order_records
WHEN EXISTS (SELECT 1 FROM tombstones WHERE site = NEW.site AND visitor = NEW.body->>'$.told.visitor.value')
BEGIN
  UPDATE order_records SET body = json_remove(body, '$.told.visitor') WHERE site = NEW.site AND id = NEW.id;
END;
