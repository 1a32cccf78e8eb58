import type { CampaignResults } from "../../../model/results/report.ts";
import { labelStep } from "../../charts/series.ts";
import { majorOf, sayDay } from "../../format.ts";
import { t } from "../../words.ts";
import { axisOf, pathsOf, surelyFrom } from "./settling.ts";
import { sayAdded, sayBetween } from "./words.ts";

const [WIDTH, HEIGHT] = [640, 180];

/** The estimate day by day, with the interval that may be looked at on any of them. */
export function Settling({ of: { settling, currency, now } }: { of: CampaignResults }) {
  if (settling.length < 2) return null;
  const axis = axisOf(settling.map(({ eachMinor }) => eachMinor));
  const isWhole = axis.ticks.every((tick) => Number.isInteger(majorOf(tick, currency)));
  const { band, line, x, y } = pathsOf(
    settling.map(({ eachMinor }) => eachMinor),
    axis,
    WIDTH,
    HEIGHT,
  );
  const [first, last] = [settling[0]!, settling.at(-1)!];
  const sure = surelyFrom(settling.map(({ eachMinor }) => eachMinor));
  const step = labelStep(settling.length);
  const across = (i: number) => ({ insetInlineStart: `${(x(i) / WIDTH) * 100}%` });
  const say = (date: string) => sayDay(Date.parse(date), "UTC", now);
  const money = (minor: number) => sayAdded(minor, currency, false);
  return (
    <section class="section">
      <h2 class="h2">
        {t`How the estimate settled`}{" "}
        <small>{t`for each visitor who met it, valid on whichever day you look`}</small>
      </h2>
      <div class="settling num">
        <ol class="scale" aria-hidden="true">
          {axis.ticks.map((tick) => (
            <li key={tick} style={{ insetBlockStart: `${(y(tick) / HEIGHT) * 100}%` }}>
              {sayAdded(tick, currency, isWhole)}
            </li>
          ))}
        </ol>
        <div class="plot">
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={t`From ${money(first.eachMinor.estimate)} on ${say(first.day)} to ${money(last.eachMinor.estimate)} on ${say(last.day)}, now ${sayBetween(last.eachMinor, currency, false)}`}
          >
            <path class="band" d={band} />
            <path class="zero" d={`M0 ${y(0)}H${WIDTH}`} />
            {sure !== undefined && <path class="sure" d={`M${x(sure)} 0V${HEIGHT}`} />}
            <path class="line" d={line} />
          </svg>
          {sure !== undefined && (
            <span class={x(sure) > WIDTH / 2 ? "from before" : "from"} style={across(sure)}>
              {last.eachMinor.low > 0
                ? t`above zero from ${say(settling[sure]!.day)}`
                : t`below zero from ${say(settling[sure]!.day)}`}
            </span>
          )}
          <ol class="days" aria-hidden="true">
            {settling.map(
              ({ day }, i) =>
                (settling.length - 1 - i) % step === 0 && (
                  <li key={day} style={across(i)}>
                    {say(day)}
                  </li>
                ),
            )}
          </ol>
        </div>
      </div>
      <details class="as-table">
        <summary>{t`As a table`}</summary>
        <table class="t">
          <thead>
            <tr>
              <th>{t`Day`}</th>
              <th class="r">{t`Each brought more`}</th>
              <th class="r">{t`With 95\u00a0% certainty`}</th>
            </tr>
          </thead>
          <tbody>
            {settling.toReversed().map(({ day, eachMinor }) => (
              <tr key={day}>
                <td>{say(day)}</td>
                <td class="r">{money(eachMinor.estimate)}</td>
                <td class="r">{sayBetween(eachMinor, currency, false)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
