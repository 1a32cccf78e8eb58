/** Who of a campaign's visitors can have brought anything, and what they ordered from their first exposure on. */
import { buyerOfVisitor } from "./buyer-of-visitor.ts";

/**
 * `browser`, `person` and `ordered`, for a WITH. ?1: the site; ?2: a JSON object of each campaign asked for with the split whose
 * visitors count. `arm`: null of who came by another split, or in an arm that this one has no more.
 */
export const PEOPLE_AND_ORDERS = `
  browser (campaign, visitor, who, at, arm) AS MATERIALIZED (
    SELECT asked.key, visitor, coalesce(${buyerOfVisitor("first_exposures.visitor")}, 'v:' || visitor), at,
           iif(split = asked.value AND instr(',' || split, ',' || arm || '='), arm, NULL)
    FROM json_each(?2) AS asked
      CROSS JOIN first_exposures ON first_exposures.site = ?1 AND first_exposures.campaign = asked.key
  ),
  -- With min(), SQLite takes the other columns from the row that has it.
  person (campaign, who, at, arm) AS MATERIALIZED (
    SELECT campaign, who, min(at), arm FROM browser GROUP BY campaign, who
  ),
  ordered AS (
    SELECT campaign, arm, who, placed_at, reported_minor
    FROM person CROSS JOIN orders INDEXED BY orders_by_buyer
      ON orders.site = ?1 AND orders.buyer = person.who AND orders.placed_at >= person.at
    WHERE arm IS NOT NULL
    UNION ALL
    -- Of a browser that is nobody's by a link: what it ordered as a guest, beside what it ordered as a customer.
    SELECT campaign, person.arm, who, placed_at, reported_minor
    FROM browser JOIN person USING (campaign, who) CROSS JOIN orders INDEXED BY orders_by_buyer
      ON orders.site = ?1 AND orders.buyer = 'v:' || browser.visitor AND orders.placed_at >= person.at
    WHERE person.arm IS NOT NULL AND who LIKE 'c:%'
      AND NOT EXISTS (SELECT 1 FROM links WHERE links.site = ?1 AND links.visitor = browser.visitor)
  )`;
