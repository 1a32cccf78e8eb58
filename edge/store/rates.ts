/** What a currency is worth in the one a site reports in, from a day on. */
import type { MinorRate } from "../../model/money.ts";
import { dateOf } from "../../model/shop-day.ts";

export interface Rate {
  currency: string;
  /** Days since 1970-01-01, UTC: that of the order, or the latest before. */
  day: number;
  /** Decimal as entered. */
  rate: string;
}

/** By currency, newest first. */
export async function listRates(
  db: D1Database,
  site: string,
  reported: string,
): Promise<{ currency: string; day: string; rate: string }[]> {
  const { results } = await db
    .prepare(
      "SELECT currency, day, rate FROM rates WHERE site = ?1 AND reported = ?2 ORDER BY currency, day DESC",
    )
    .bind(site, reported)
    .all<Rate>();
  return results.map(({ day, ...rest }) => ({ ...rest, day: dateOf(day) }));
}

/** Those of the same currency and day are replaced. */
export function saveRates(
  db: D1Database,
  site: string,
  reported: string,
  rates: readonly (Rate & MinorRate)[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO rates (site, reported, currency, day, rate, numerator, denominator)
       SELECT ?1, ?2, value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?3) WHERE true
       ON CONFLICT (site, reported, currency, day) DO UPDATE SET
         rate = excluded.rate, numerator = excluded.numerator, denominator = excluded.denominator`,
    )
    .bind(
      site,
      reported,
      JSON.stringify(
        rates.map(({ currency, day, rate, numerator, denominator }) => [
          currency,
          day,
          rate,
          numerator,
          denominator,
        ]),
      ),
    );
}

export const deleteRate = (
  db: D1Database,
  site: string,
  reported: string,
  currency: string,
  day: number,
): D1PreparedStatement =>
  db
    .prepare("DELETE FROM rates WHERE site = ?1 AND reported = ?2 AND currency = ?3 AND day = ?4")
    .bind(site, reported, currency, day);
