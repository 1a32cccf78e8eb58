import type { SentResult as Result } from "../../../model/results/sent.ts";
import { sayMoney } from "../../format.ts";
import { t } from "../../words.ts";
import { IntervalBar } from "../interval-bar/IntervalBar.tsx";
import { scaleOf } from "../interval-bar/scale.ts";
import { saySentResult } from "./words.ts";

/** What it added over its holdout, with the interval. */
export function SentResult({ of: result }: { of: Result }) {
  const { lead, sentence } = saySentResult(result);
  const { addedMinor, currency } = result;
  return (
    <section class="sent-result" aria-label={t`What it added`}>
      <h2 class="h2">{t`What it added`}</h2>
      <p class="lead num">{lead}</p>
      <p class="sub num">{sentence}</p>
      {addedMinor && (
        <>
          <IntervalBar of={addedMinor} scale={scaleOf([addedMinor])} label={sentence} />
          <p class="ends num">
            <span>{sayMoney(addedMinor.low, currency, true)}</span>
            <span>{sayMoney(addedMinor.high, currency, true)}</span>
          </p>
        </>
      )}
    </section>
  );
}
