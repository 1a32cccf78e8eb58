import type { RfmReport } from "../../../model/report.ts";
import { rfmSegmentWords } from "../../../model/rfm.ts";
import { hrefOf } from "../../address.ts";
import { sayList, sayMoney, sayNumber } from "../../format.ts";
import { t } from "../../words.ts";
import { shareOf } from "./Grid.tsx";

/** The ten named segments: how many, what they bring, and who leaves next by the clock alone. */
export function Segments({ report: { segments, total, currency } }: { report: RfmReport }) {
  const most = Math.max(1, ...segments.map(({ buyers }) => buyers));
  return (
    <section class="section" aria-label={t`Segments`}>
      <h2 class="h2">
        {t`Ten segments`} <small>{t`bar: buyers`}</small>
      </h2>
      <table class="t rfm-segments">
        <thead>
          <tr>
            <th scope="col">{t`Segment`}</th>
            <th scope="col" class="r">{t`Buyers`}</th>
            <th scope="col" class="r">{t`Of revenue`}</th>
            <th scope="col" class="r hide-s">{t`Average order`}</th>
            <th scope="col" class="hide-s">{t`In the next 7 days`}</th>
          </tr>
        </thead>
        <tbody>
          {segments.map(({ segment, falls, ...sum }) => (
            <tr key={segment}>
              <th scope="row" class="bar">
                <i style={{ width: `${(sum.buyers / most) * 100}%` }} />
                <span>
                  <a class="nm" href={hrefOf("segments", "new", { rfm: segment })}>
                    {t(rfmSegmentWords[segment].name)}
                  </a>
                  <span class="under">{t(rfmSegmentWords[segment].meaning)}</span>
                  <span class="under next">{sayFalls(falls)}</span>
                </span>
              </th>
              <td class="r">{sayNumber(sum.buyers)}</td>
              <td class="r">{shareOf(sum, total)}</td>
              <td class="r hide-s">
                {sum.orders > 0 ? sayMoney(Math.round(sum.valueMinor / sum.orders), currency) : "–"}
              </td>
              <td class="hide-s">{sayFalls(falls) || <span class="mut">–</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** "12 fall to Hibernating". */
function sayFalls(falls: RfmReport["segments"][number]["falls"]): string {
  return sayList(
    falls.map(
      ({ to, buyers }) =>
        t`${sayNumber(buyers)} ${buyers === 1 ? t`falls` : t`fall`} to ${t(rfmSegmentWords[to].name)}`,
    ),
  );
}
