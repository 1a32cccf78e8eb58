import type { BuyerValue } from "../../../model/value-report.ts";
import { hrefOf } from "../../address.ts";
import { sayMoney, sayNumber, sayShare } from "../../format.ts";
import { t } from "../../words.ts";
import { ATTENTION, sayMinutes, sayMonths } from "../value/words.ts";

/** What this buyer brought, less service, and is still to bring (S16–S18). */
export function Worth({ worth: { period, expected, currency } }: { worth: BuyerValue }) {
  const { months, revenueMinor, minutes, netMinor, orders, averageOrderMinor, attention } = period;
  return (
    <section class="sec" aria-label={t`Value`}>
      <h2 class="h2">
        {t`Value`}{" "}
        <span class="push">
          <a href={hrefOf("value")}>{t`Ranking`}</a>
        </span>
      </h2>
      <dl class="kv">
        <dt>{t`Brought in ${sayMonths(months)}`}</dt>
        <dd class="num">{sayMoney(revenueMinor, currency)}</dd>
        {orders > 0 && (
          <>
            <dt>{t`Average order`}</dt>
            <dd class="num">{sayMoney(averageOrderMinor, currency)}</dd>
          </>
        )}
        {minutes > 0 && (
          <>
            <dt>{t`Net of ${sayMinutes(minutes)} of service`}</dt>
            <dd class="num">{sayMoney(netMinor, currency)}</dd>
          </>
        )}
        {expected && (
          <>
            <dt>{t`Expected in ${expected.weeks} weeks`}</dt>
            <dd class="num">{sayMoney(expected.valueMinor, currency)}</dd>
            <dt>{t`Orders to expect`}</dt>
            <dd class="num">{sayNumber(expected.purchases, 1)}</dd>
            <dt>{t`Still a customer`}</dt>
            <dd class="num">{sayShare(expected.aliveProbability)}</dd>
          </>
        )}
        {attention && (
          <>
            <dt>{t`Worth`}</dt>
            <dd>
              <span class={`tag ${ATTENTION[attention].tone}`} title={ATTENTION[attention].meaning}>
                {ATTENTION[attention].name}
              </span>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
