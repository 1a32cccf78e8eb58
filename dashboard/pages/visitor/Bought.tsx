import type { VisitorCard } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { sayCount, sayMoment, sayMoney } from "../../format.ts";
import { ORDER_CHANNEL_WORDS } from "../../order-channel-words.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { pastCarts } from "./carts.ts";

const MOST_SHOWN = 6;
const momentOf = (at: number) => sayMoment(at, zone.value, now.value);

/** Orders with their way to each, and carts that were. */
export function Bought({ card: { orders, timeline } }: { card: VisitorCard }) {
  const carts = pastCarts(timeline);
  return (
    <>
      {orders.length > 0 && (
        <section class="sec" aria-label={t`Orders`}>
          <h2 class="h2">
            {t`Orders`} <small>{sayCount(orders.length, "order")}</small>
          </h2>
          <ul class="sent">
            {orders.slice(0, MOST_SHOWN).map(({ id, placedAt, valueMinor, currency, channel }) => (
              <li key={id}>
                <a class="nm ell" href={hrefOf("orders", id)}>
                  {id}
                </a>
                <span class="num">{sayMoney(valueMinor, currency)}</span>
                <span class="why">
                  {momentOf(placedAt)}
                  {channel === "web" ? "" : `, ${ORDER_CHANNEL_WORDS[channel]}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {carts.length > 0 && (
        <section class="sec" aria-label={t`Past carts`}>
          <h2 class="h2">
            {t`Past carts`} <small>{t`of the last 100 events`}</small>
          </h2>
          <ul class="sent">
            {carts.slice(0, MOST_SHOWN).map(({ at, end, pieces, valueMinor, currency }) => (
              <li key={`${at}-${end}`}>
                <span>
                  {sayCount(pieces, "piece")}, {end}
                </span>
                <span class="num">{currency && sayMoney(valueMinor, currency)}</span>
                <span class="why">{momentOf(at)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
