import { FEW, type OverviewPanels } from "../../../../model/overview-report.ts";
import { hrefOf } from "../../../address.ts";
import { Empty } from "../../../components/panel/Panel.tsx";
import { sayNumber, sayShare } from "../../../format.ts";
import { t } from "../../../words.ts";
import { sayFigureChange, toneOf } from "../figures.ts";
import { lengthOf } from "../range.ts";
import { HINDRANCE_NAMES, leftAt, STEP_NAMES } from "./words.ts";

/** Visits step by step; between two steps those that went no further, and what they had met. */
export function Funnel({ of: report }: { of: OverviewPanels }) {
  const { funnel, visits } = report;
  const [first] = funnel;
  const last = funnel.at(-1)!.visits;
  const days = lengthOf(report);
  const shareOf = (part: number, of: number) => (of > 0 ? part / of : 0);
  const conversion = shareOf(last.own, visits.own);
  const change = sayFigureChange(
    { kind: "share" },
    conversion,
    visits.before > 0 ? shareOf(last.before, visits.before) : null,
  );
  return (
    <section class="section" aria-label={t`From view to order`}>
      <h2 class="h2">
        {t`From view to order`} <small>{t`bar: share of the step before`}</small>
        <span class="push num sub">
          {t`${sayShare(conversion, conversion < 0.1 ? 2 : 1)} of ${sayNumber(visits.own)} visits ordered`}{" "}
          {change && <span class={toneOf(change)}>{change}</span>}
        </span>
      </h2>
      {first!.visits.own === 0 ? (
        <Empty
          icon="path"
          title={t`No product was looked at in these days`}
          text={t`Visits show here step by step, from the first product page to the order.`}
        />
      ) : (
        <>
          <ol class="fun num">
            {funnel.map(({ step, visits: reached, hindered }, i) => {
              const former = i === 0 ? visits : funnel[i - 1]!.visits;
              const share = shareOf(reached.own, former.own);
              const next = funnel[i + 1]?.visits.own;
              const target = leftAt(step, days);
              const moved = sayFigureChange(
                { kind: "share" },
                share,
                former.before > 0 ? shareOf(reached.before, former.before) : null,
              );
              return (
                <li key={step}>
                  <span>{STEP_NAMES[step]}</span>
                  <span class="track" aria-hidden="true">
                    <i style={{ width: `${share * 100}%` }} />
                  </span>
                  <span
                    class="q"
                    title={t`${sayNumber(reached.own)} of ${sayNumber(former.own)}; before, ${sayNumber(reached.before)} of ${sayNumber(former.before)}`}
                  >
                    <b>{sayNumber(reached.own)}</b>
                    <span>{sayShare(share, 1)}</span>
                    <span class={`hide-s ${toneOf(moved)}`}>{moved}</span>
                  </span>
                  {next !== undefined && reached.own > next && (
                    <p class="loss">
                      <a
                        href={hrefOf("segments", "new", {
                          name: target!.name,
                          condition: JSON.stringify(target!.condition),
                        })}
                        title={t`These visitors as a segment, by what is known of them now`}
                      >
                        {t`Left here: ${sayNumber(reached.own - next)}`}
                      </a>
                      {hindered.map(({ why, visits: count }) => (
                        <span key={why}>
                          {HINDRANCE_NAMES[why]} {sayNumber(count)}
                        </span>
                      ))}
                    </p>
                  )}
                </li>
              );
            })}
          </ol>
          <p class="hint">
            {t`A visit counts on the day it began, at every step up to its last.${first!.visits.own < FEW && t` Of so few visits a share says little.`}`}
          </p>
        </>
      )}
    </section>
  );
}
