import type { Interval } from "../../../model/results/interval.ts";
import type { CampaignResults } from "../../../model/results/report.ts";
import { IntervalBar } from "../../components/interval-bar/IntervalBar.tsx";
import { placeOf, scaleOf } from "../../components/interval-bar/scale.ts";
import { sayCount, sayDay, sayMoney } from "../../format.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { attributedIn, sayAnyway } from "./anyway.ts";
import { sayTruth } from "./truth.ts";
import { perVisitorMinor, sayAdded, sayBetween, sayVerdict, shownOf } from "./words.ts";

export function Verdict({ of: results }: { of: CampaignResults }) {
  const { since, currency, addedMinor, arms, verdict, truth } = results;
  const day = since ? sayDay(Date.parse(`${since}T12:00:00Z`), zone.value, now.value) : "";
  const { lead, is, sentence } = sayVerdict(results, day);
  const each = perVisitorMinor(results);
  const scale = scaleOf([addedMinor, truth && exactly(truth.addedMinor)]);
  const visitors = shownOf(arms).reduce((sum, arm) => sum + arm.visitors, 0);
  return (
    <section class="verdict" aria-label={t`What it added`}>
      <div>
        <p class="lead">
          <b class="num">{lead}</b> {is}
        </p>
        <p class="say num">
          {sentence}
          {each !== null &&
            verdict !== "undecided" &&
            t` ${sayAdded(each, currency, false)} for each of the ${sayCount(visitors, "visitor")} who met it.`}
        </p>
        {addedMinor && (
          <div class="added-bar">
            <IntervalBar
              of={addedMinor}
              scale={scale}
              label={t`Added, 95 % interval: ${sayBetween(addedMinor, currency)}`}
              truth={truth?.addedMinor}
            />
            <p class="ends num">
              {[addedMinor.low, addedMinor.high].map((minor) => (
                <span key={minor} style={{ left: `${placeOf(minor, scale)}%` }}>
                  {sayMoney(minor, currency, true)}
                </span>
              ))}
            </p>
            {truth && (
              <p class="hint truth">
                <i aria-hidden="true" />
                <b>{sayTruth(truth.addedMinor, addedMinor, currency)}</b>{" "}
                {t`These visitors are simulated, and what each would have ordered without the campaign was played as well. Seeing it turns ${Math.round(truth.effect * 100)} more of 100 visits with a cart into orders. No real shop has this line.`}
              </p>
            )}
          </div>
        )}
      </div>
      <AddedAndAttributed of={results} since={day} />
    </section>
  );
}

const exactly = (minor: number): Interval => ({ estimate: minor, low: minor, high: minor });

function AddedAndAttributed({ of: results, since }: { of: CampaignResults; since: string }) {
  const { addedMinor, attributed, currency, verdict } = results;
  const { click, view, windows } = attributed;
  const attributedMinor = attributedIn(results);
  const most = Math.max(1, attributedMinor, addedMinor?.estimate ?? 0);
  const width = (minor: number) => ({ width: `${(Math.max(0, minor) / most) * 100}%` });
  return (
    <div>
      <h2 class="h2">{t`Added and attributed`}</h2>
      <dl class="pair num">
        <dt>{t`Added`}</dt>
        <dd class="line">
          {addedMinor && (
            <i class={verdict === "undecided" ? "unsure" : undefined} style={width(addedMinor.estimate)} />
          )}
        </dd>
        <dd>{addedMinor ? sayMoney(addedMinor.estimate, currency, true) : t`not yet`}</dd>
        <dt>{t`Attributed`}</dt>
        <dd class="line">
          <i class="att" style={width(attributedMinor)} />
        </dd>
        <dd>{sayMoney(attributedMinor, currency, true)}</dd>
      </dl>
      <p class="hint">
        {t`Attributed: ${sayCount(click.orders, "order")} within ${sayCount(windows.clickDays, "day")} of a click, ${sayCount(view.orders, "order")} within ${sayCount(windows.viewDays, "day")} of a view, each credited to one campaign.${sayAnyway(results, since)}`}
      </p>
    </div>
  );
}
