import { lifecycleWords } from "../../../model/lifecycle.ts";
import type { LifecycleReport } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { sayCount, sayNumber, sayShare } from "../../format.ts";
import { t } from "../../words.ts";

/** The share of baskets that shops usually see abandoned (C8). */
const USUAL = { from: 0.6, to: 0.8 };

/** Where visitors stand, and how many baskets are abandoned beside what is usual. */
export function Stages({ report }: { report: LifecycleReport }) {
  const { stages, counted, total, limits, gaps } = report;
  const most = Math.max(1, ...stages.map(({ visitors }) => visitors));
  return (
    <>
      <h2 class="h2">
        {t`Stages`}{" "}
        <small>
          {t`${sayCount(counted, "visitor")} of the last 90 days${counted < total && t`, the newest of ${sayNumber(total)}`}`}
        </small>
      </h2>
      <table class="t compact">
        <tbody>
          {stages.map(({ stage, visitors }) => (
            <tr key={stage}>
              <th scope="row" class="bar">
                <i style={{ width: `${(visitors / most) * 100}%` }} />
                <a
                  class="nm"
                  href={hrefOf("segments", "new", { lifecycle: stage })}
                  title={t(lifecycleWords[stage].meaning)}
                >
                  {t(lifecycleWords[stage].name)}
                </a>
              </th>
              <td class="r">{sayNumber(visitors)}</td>
              <td class="r">{sayShare(counted > 0 ? visitors / counted : 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="mut says">
        {t`Inactive after ${sayCount(limits.inactiveDays, "day")} without an order. ${
          gaps
            ? t`Half of those who come back order again within ${sayCount(Math.ceil(gaps.medianDays), "day")}, nine of ten within ${sayCount(Math.ceil(gaps.longDays), "day")}.`
            : t`Nobody has ordered twice yet, so this is the usual limit and not your own.`
        }`}
      </p>
      <Abandonment report={report} />
    </>
  );
}

/** The own rate as a tick on the band that is usual. */
function Abandonment({ report: { baskets, abandoned } }: { report: LifecycleReport }) {
  const share = baskets > 0 ? abandoned / baskets : 0;
  const percent = (of: number) => `${of * 100}%`;
  return (
    <section class="section" aria-label={t`Abandoned baskets`}>
      <h2 class="h2">
        {t`Abandoned baskets`} <small>{t`last 30 days`}</small>
      </h2>
      {baskets === 0 ? (
        <p class="mut">{t`No basket yet.`}</p>
      ) : (
        <>
          <p class="rate num">
            {sayShare(share, 1)} <small>{t`${sayNumber(abandoned)} of ${sayCount(baskets, "basket")}`}</small>
          </p>
          <div class="bench" aria-hidden="true">
            <i style={{ left: percent(USUAL.from), width: percent(USUAL.to - USUAL.from) }} />
            <b style={{ left: percent(share) }} />
          </div>
          <p class="mut">
            {share < USUAL.from
              ? t`Fewer than the 60–80\u00a0% that shops usually see.`
              : share > USUAL.to
                ? t`More than the 60–80\u00a0% that shops usually see.`
                : t`Within the 60–80\u00a0% that shops usually see.`}
          </p>
        </>
      )}
    </section>
  );
}
