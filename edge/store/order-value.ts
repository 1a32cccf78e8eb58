/**
 * What orders brought, in SQL: by the site's policy in their own currency, and in the site's by the rate of the order's day (UTC)
 * or the latest before. Without a rate an order is left out, never guessed.
 * In SQL, so that settings, rates and orders that change together in one transaction can never disagree.
 */
import { refreshBuyers } from "./buyers.ts";

/**
 * Common table expressions that end in `valued`: the rows of `source` (orders of the site ?1, by the columns of the table
 * orders) with `net_minor` and `converted_minor`. The conversion is done in two parts, since an amount times a numerator may
 * be more than 63 bits hold.
 */
export const valued = (source: string) => `
  policy AS (
    SELECT settings->>'currency' AS reported, coalesce(settings->>'$.revenue.isWithoutTax', 0) AS is_without_tax,
           coalesce(settings->>'$.revenue.isWithoutShipping', 0) AS is_without_shipping
    FROM sites WHERE id = ?1
  ),
  net AS (
    SELECT given.*, policy.reported, given.status IN ('cancelled', 'refunded') AS is_void,
           CASE WHEN given.status IN ('cancelled', 'refunded') THEN 0 ELSE max(0, given.total_minor - given.refunded_minor
             - iif(is_without_tax, coalesce(given.tax_minor, 0), 0)
             - iif(is_without_shipping, coalesce(given.shipping_minor, 0)
                 + iif(is_without_tax, 0, coalesce(given.shipping_tax_minor, 0)), 0)) END AS net_minor
    FROM ${source} AS given LEFT JOIN policy
  ),
  valued AS (
    SELECT net.*,
           CASE WHEN is_void THEN NULL WHEN currency = reported THEN net_minor ELSE (
             SELECT net_minor / denominator * numerator
                      + (net_minor % denominator * numerator + denominator / 2) / denominator
             FROM rates
             WHERE rates.site = ?1 AND rates.reported = net.reported AND rates.currency = net.currency AND rates.day <= net.day
             ORDER BY rates.day DESC LIMIT 1) END AS converted_minor
    FROM net
  )`;

/**
 * The statements that value the site's orders anew, and bring their buyers up to them: behind every change of policy,
 * reporting currency or rates, in its batch. Reads every order of the site and writes those that differ.
 */
export function revalueOrders(db: D1Database, site: string): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `WITH ${valued("(SELECT * FROM orders WHERE site = ?1)")}
         UPDATE orders SET value_minor = valued.net_minor, reported_minor = valued.converted_minor
         FROM valued
         WHERE orders.site = ?1 AND orders.id = valued.id
           AND (orders.value_minor, orders.reported_minor) IS NOT (valued.net_minor, valued.converted_minor)`,
      )
      .bind(site),
    ...refreshBuyers(db, site),
  ];
}
