import type { Health } from "../../../model/report.ts";
import type { Ratings } from "../../../model/vital.ts";
import { hrefOf } from "../../address.ts";
import { Empty } from "../../components/panel/Panel.tsx";
import { capital, sayNumber } from "../../format.ts";
import { t } from "../../words.ts";
import {
  differenceOf,
  kindsOf,
  METRICS,
  pageViewsOf,
  RATING_WORDS,
  sayPages,
  sayVerdict,
  standingOf,
} from "./vitals.ts";

const TONES = { good: "good", fair: "warn", poor: "bad" };

/** How fast pages feel to real visitors, and whether campaigns change it. */
export function Vitals({ of }: { of: Health["vitals"] }) {
  const kinds = kindsOf(of);
  return (
    <section class="section" aria-label={t`Web vitals`}>
      <h2 class="h2">
        {t`Web vitals`} <small>{t`last ${of.days} days, share of good page views`}</small>
      </h2>
      {kinds.length === 0 ? (
        <Empty
          icon="clock"
          title={t`Nothing measured yet`}
          text={t`Page views of visitors who allowed measuring tell it when they are left.`}
        />
      ) : (
        <>
          <p class="verdict">{sayVerdict(of)}</p>
          <table class="t vitals">
            <thead>
              <tr>
                <th scope="col">{t`Page`}</th>
                <Metrics />
                <th scope="col" class="r hide-s">{t`Page views`}</th>
              </tr>
            </thead>
            <tbody>
              {kinds.map(([kind, ratings]) => (
                <tr key={kind}>
                  <th scope="row">{capital(sayPages(kind))}</th>
                  {METRICS.map(({ metric }) => (
                    <Standing key={metric} of={ratings[metric]} />
                  ))}
                  <td class="r hide-s">{sayNumber(pageViewsOf(ratings))}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {of.campaigns.length > 0 && <Campaigns of={of.campaigns} />}
        </>
      )}
    </section>
  );
}

function Metrics() {
  return METRICS.map(({ metric, name }) => (
    <th key={metric} scope="col" class="r">
      {name} <span class="under">{metric}</span>
    </th>
  ));
}

function Standing({ of }: { of: Ratings }) {
  const standing = standingOf(of);
  return (
    <td class="r">
      {standing ? (
        <>
          {standing.share}{" "}
          <span class={`tag ${TONES[standing.rating]}`}>{RATING_WORDS[standing.rating]}</span>
        </>
      ) : (
        <span class="mut">–</span>
      )}
    </td>
  );
}

function Campaigns({ of }: { of: Health["vitals"]["campaigns"] }) {
  return (
    <>
      <h3 class="h2 against">
        {t`With a campaign`}{" "}
        <small>{t`good page views against those held out of it, with the 95 % interval`}</small>
      </h3>
      <table class="t vitals">
        <thead>
          <tr>
            <th scope="col">{t`Campaign`}</th>
            <Metrics />
            <th scope="col" class="r hide-s">{t`Shown`}</th>
            <th scope="col" class="r hide-s">{t`Held out`}</th>
          </tr>
        </thead>
        <tbody>
          {of
            .toSorted((a, b) => pageViewsOf(b.shown) - pageViewsOf(a.shown))
            .map(({ id, name, shown, ghost }) => (
              <tr key={id}>
                <th scope="row">
                  <a class="nm" href={hrefOf("campaigns", id)}>
                    {name}
                  </a>
                </th>
                {METRICS.map(({ metric }) => {
                  const { tone, points, interval } = differenceOf(shown[metric], ghost[metric]);
                  return (
                    <td key={metric} class="r">
                      <span class={tone}>{points}</span>
                      {interval && <span class="under">{interval}</span>}
                    </td>
                  );
                })}
                <td class="r hide-s">{sayNumber(pageViewsOf(shown))}</td>
                <td class="r hide-s">{sayNumber(pageViewsOf(ghost))}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}
