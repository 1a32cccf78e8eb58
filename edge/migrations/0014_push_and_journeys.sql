-- Web push, journeys and outgoing webhooks: edge/storage.md.

-- A subscription is bound to its key for life, so old ones stay. The newest is current.
CREATE TABLE vapid_keys (
  site TEXT NOT NULL,
  id TEXT NOT NULL,                -- beginning of a hash of the public key
  public_key TEXT NOT NULL,        -- base64url, uncompressed point
  private_key TEXT NOT NULL,       -- sealed
  made_at INTEGER NOT NULL,
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

-- Of a visitor, who is a browser, one.
CREATE TABLE subscriptions (
  site TEXT NOT NULL,
  visitor TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  p256dh TEXT NOT NULL,            -- base64url
  auth TEXT NOT NULL,              -- base64url
  key_id TEXT NOT NULL,            -- vapid_keys.id
  origin TEXT NOT NULL,            -- of the page or worker that subscribed: where a notification leads
  time_zone TEXT NOT NULL,         -- IANA name, as the device says it
  language TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,        -- last time the device said that it is still so
  PRIMARY KEY (site, visitor)
) WITHOUT ROWID;
CREATE UNIQUE INDEX subscriptions_by_endpoint ON subscriptions (site, endpoint);

CREATE TABLE broadcasts (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,              -- JSON, model/broadcast.ts Broadcast
  status TEXT NOT NULL,            -- draft, sending, paused, cancelled, done
  cursor TEXT NOT NULL DEFAULT '', -- last visitor looked at
  updated_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,             -- everybody has been looked at
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

-- One row a notification and visitor: model/push.ts.
CREATE TABLE deliveries (
  site TEXT NOT NULL,
  id TEXT NOT NULL,                -- 22 characters, from source, step, visitor and occasion: the same one is made once
  visitor TEXT NOT NULL,
  source TEXT NOT NULL,            -- broadcast:ID, journey:ID or test
  step TEXT NOT NULL,              -- variant of a broadcast, step of a journey
  state TEXT NOT NULL,             -- model/push.ts DeliveryState
  due_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,     -- after it is too late; moves with what defers it, not with attempts
  leased_until INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  status INTEGER,                  -- last HTTP status of the push service
  reason TEXT,                     -- why it waits, or how it ended
  message TEXT,                    -- JSON, model/push.ts PushMessage; null: the broadcast's
  made_at INTEGER NOT NULL,
  sent_at INTEGER,
  shown_at INTEGER,
  clicked_at INTEGER,
  closed_at INTEGER,
  PRIMARY KEY (site, id)
) WITHOUT ROWID;
-- What is leased stands behind what can be had, so that a page is never looked for among those under way.
CREATE INDEX deliveries_due ON deliveries (max(due_at, leased_until)) WHERE state = 'due';
CREATE INDEX deliveries_by_source ON deliveries (site, source, made_at, id);
CREATE INDEX deliveries_by_visitor ON deliveries (site, visitor, made_at);

-- How many stand in each state; kept by the triggers below, so that no list is ever counted.
CREATE TABLE delivery_sums (
  site TEXT NOT NULL,
  source TEXT NOT NULL,
  step TEXT NOT NULL,
  state TEXT NOT NULL,
  deliveries INTEGER NOT NULL,
  PRIMARY KEY (site, source, step, state)
) WITHOUT ROWID;
CREATE TRIGGER deliveries_made AFTER INSERT ON deliveries
BEGIN
  INSERT INTO delivery_sums (site, source, step, state, deliveries)
  VALUES (NEW.site, NEW.source, NEW.step, NEW.state, 1)
  ON CONFLICT (site, source, step, state) DO UPDATE SET deliveries = deliveries + 1;
END;
CREATE TRIGGER deliveries_moved AFTER UPDATE OF state ON deliveries
WHEN NEW.state <> OLD.state
BEGIN
  UPDATE delivery_sums SET deliveries = deliveries - 1
  WHERE site = OLD.site AND source = OLD.source AND step = OLD.step AND state = OLD.state;
  INSERT INTO delivery_sums (site, source, step, state, deliveries)
  VALUES (NEW.site, NEW.source, NEW.step, NEW.state, 1)
  ON CONFLICT (site, source, step, state) DO UPDATE SET deliveries = deliveries + 1;
END;

CREATE TABLE journeys (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,              -- JSON, model/journey.ts Journey
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

-- Where a visitor stands in a journey; of each the newest time.
CREATE TABLE enrolments (
  site TEXT NOT NULL,
  journey TEXT NOT NULL,
  visitor TEXT NOT NULL,
  rev INTEGER NOT NULL,
  triggered_at INTEGER NOT NULL,   -- what every delay counts from
  enrolled_at INTEGER NOT NULL,
  subject TEXT NOT NULL DEFAULT '',-- id of the product or order it is about
  step TEXT NOT NULL,              -- where it stands
  due_at INTEGER NOT NULL,
  leased_until INTEGER NOT NULL DEFAULT 0,
  held TEXT,                       -- why it waits longer than its step says
  vars TEXT NOT NULL DEFAULT '{}', -- JSON: what its steps have brought, such as a code
  ended_at INTEGER,
  ended TEXT,                      -- how: model/journey.ts Ending
  PRIMARY KEY (site, journey, visitor)
) WITHOUT ROWID;
-- What is leased stands behind what can be had.
CREATE INDEX enrolments_due ON enrolments (max(due_at, leased_until)) WHERE ended_at IS NULL;
CREATE INDEX enrolments_by_visitor ON enrolments (site, visitor);
-- Who waits where, and who is due first.
CREATE INDEX enrolments_waiting ON enrolments (site, journey, step, due_at, visitor) WHERE ended_at IS NULL;
CREATE TRIGGER enrolments_rev BEFORE UPDATE OF rev ON enrolments
WHEN NEW.rev <> OLD.rev + 1
BEGIN
  SELECT raise(ABORT, 'enrolment rev conflict');
END;

-- How many came to each step, and how they ended. What began and what ended the triggers below count, so that who is under way is
-- never counted; the steps between are counted by who moves an enrolment.
CREATE TABLE journey_sums (
  site TEXT NOT NULL,
  journey TEXT NOT NULL,
  name TEXT NOT NULL,              -- enrolled, step:ID, ended:HOW
  enrolments INTEGER NOT NULL,
  PRIMARY KEY (site, journey, name)
) WITHOUT ROWID;
CREATE TRIGGER enrolments_begun AFTER INSERT ON enrolments
BEGIN
  INSERT INTO journey_sums (site, journey, name, enrolments)
  VALUES (NEW.site, NEW.journey, 'enrolled', 1), (NEW.site, NEW.journey, 'step:' || NEW.step, 1)
  ON CONFLICT (site, journey, name) DO UPDATE SET enrolments = enrolments + 1;
END;
CREATE TRIGGER enrolments_begun_again AFTER UPDATE OF ended_at ON enrolments
WHEN OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL
BEGIN
  INSERT INTO journey_sums (site, journey, name, enrolments)
  VALUES (NEW.site, NEW.journey, 'enrolled', 1), (NEW.site, NEW.journey, 'step:' || NEW.step, 1)
  ON CONFLICT (site, journey, name) DO UPDATE SET enrolments = enrolments + 1;
END;
CREATE TRIGGER enrolments_ended AFTER UPDATE OF ended_at ON enrolments
WHEN OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
BEGIN
  INSERT INTO journey_sums (site, journey, name, enrolments) VALUES (NEW.site, NEW.journey, 'ended:' || NEW.ended, 1)
  ON CONFLICT (site, journey, name) DO UPDATE SET enrolments = enrolments + 1;
END;
CREATE TRIGGER enrolments_erased AFTER DELETE ON enrolments
WHEN OLD.ended_at IS NULL
BEGIN
  INSERT INTO journey_sums (site, journey, name, enrolments) VALUES (OLD.site, OLD.journey, 'ended:erased', 1)
  ON CONFLICT (site, journey, name) DO UPDATE SET enrolments = enrolments + 1;
END;

-- How far the sweep of the clock is; of each site the newest.
CREATE TABLE sweeps (
  site TEXT NOT NULL PRIMARY KEY,
  since INTEGER NOT NULL,          -- when the one before began
  started_at INTEGER NOT NULL,     -- visitors are judged as of then
  cursor TEXT NOT NULL,            -- last visitor looked at
  finished_at INTEGER
) WITHOUT ROWID;

-- Prices and availability that have changed, for those who looked at the product: of each kind and product the first value before
-- and the last after, until a sweep takes it up.
CREATE TABLE product_changes (
  site TEXT NOT NULL,
  at INTEGER NOT NULL,             -- when the sweep that takes it up began; 0: not yet
  id TEXT NOT NULL,
  kind TEXT NOT NULL,              -- price, stock
  before INTEGER NOT NULL,         -- minor units; 1: in stock
  after INTEGER NOT NULL,
  PRIMARY KEY (site, at, id, kind)
) WITHOUT ROWID;
CREATE TRIGGER products_priced AFTER UPDATE OF price_minor ON products
WHEN NEW.price_minor <> OLD.price_minor AND NEW.currency IS OLD.currency
BEGIN
  INSERT INTO product_changes (site, at, id, kind, before, after)
  VALUES (NEW.site, 0, NEW.id, 'price', OLD.price_minor, NEW.price_minor)
  ON CONFLICT (site, at, id, kind) DO UPDATE SET after = excluded.after;
END;
CREATE TRIGGER products_stocked AFTER UPDATE OF availability, gone_at ON products
WHEN (coalesce(NEW.availability, 'in_stock') = 'in_stock' AND NEW.gone_at IS NULL)
  <> (coalesce(OLD.availability, 'in_stock') = 'in_stock' AND OLD.gone_at IS NULL)
BEGIN
  INSERT INTO product_changes (site, at, id, kind, before, after)
  VALUES (NEW.site, 0, NEW.id, 'stock', coalesce(OLD.availability, 'in_stock') = 'in_stock' AND OLD.gone_at IS NULL,
          coalesce(NEW.availability, 'in_stock') = 'in_stock' AND NEW.gone_at IS NULL)
  ON CONFLICT (site, at, id, kind) DO UPDATE SET after = excluded.after;
END;

-- How long a product lasts: the median gap between two orders of it by one buyer, where enough have ordered it again.
CREATE TABLE product_gaps (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  days INTEGER NOT NULL,
  repeats INTEGER NOT NULL,
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

CREATE TABLE webhooks (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  url TEXT NOT NULL,
  types TEXT NOT NULL,             -- JSON list, model/webhook.ts
  secret TEXT NOT NULL,            -- sealed
  is_on INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (site, id)
) WITHOUT ROWID;

-- What goes out, one row a message and webhook; its id is the same at every attempt.
CREATE TABLE webhook_messages (
  site TEXT NOT NULL,
  webhook TEXT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL,              -- JSON, as it is signed
  state TEXT NOT NULL,             -- due, sent, failed
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  leased_until INTEGER NOT NULL DEFAULT 0,
  status INTEGER,                  -- last HTTP status
  reason TEXT,
  made_at INTEGER NOT NULL,
  sent_at INTEGER,
  PRIMARY KEY (site, webhook, id)
) WITHOUT ROWID;
CREATE INDEX webhook_messages_due ON webhook_messages (due_at) WHERE state = 'due';
CREATE INDEX webhook_messages_by_time ON webhook_messages (site, made_at, id);

-- What was last heard through a queue, by real time: how far it lags.
CREATE TABLE heartbeats (
  name TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL
) WITHOUT ROWID;
