import { sayMoney, sayShare } from "../../format.ts";
import { t } from "../../words.ts";
import { count, isCounting } from "./counting/state.ts";

/** What the members have spent, beside the shop as a whole. */
export function Worth() {
  const { worth, count: members } = count.value!;
  const { buyers, spent, shop, currency } = worth;
  if (members === 0) return null;
  const money = (minor: number) => sayMoney(minor, currency);
  const shareOf = (minor: number) => sayShare(Math.min(1, minor / shop.revenueMinor), 1);
  return (
    <section class={isCounting.value ? "counting" : ""}>
      <h2 class="h2">{t`What they are worth`}</h2>
      <dl class="worth num">
        <dt>{t`Have ordered`}</dt>
        <dd>{sayShare(Math.min(1, buyers.count / members), 1)}</dd>
        {spent && (
          <>
            <dt>{t`Average order`}</dt>
            <dd>
              {money(spent.averageOrderMinor)}
              {shop.orders > 0 && (
                <small>{t`shop ${money(Math.round(shop.revenueMinor / shop.orders))}`}</small>
              )}
            </dd>
            <dt>{t`Spent in all`}</dt>
            <dd>
              {money(spent.revenueMinor.count)}
              {spent.revenueMinor.low < spent.revenueMinor.high && (
                <small>{t`${money(spent.revenueMinor.low)} to ${money(spent.revenueMinor.high)}`}</small>
              )}
            </dd>
            {shop.revenueMinor > 0 && (
              <>
                <dt>{t`Share of revenue`}</dt>
                <dd>{shareOf(spent.revenueMinor.count)}</dd>
              </>
            )}
          </>
        )}
      </dl>
      {!spent && buyers.high > 0 && <p class="sub">{t`Too few buyers were found to say what they spend.`}</p>}
    </section>
  );
}
