import type { RfmReport } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { sayCount, sayNumber, sayShare } from "../../format.ts";
import { refine } from "../../route.ts";
import { t } from "../../words.ts";
import { type By, figureOf, namesIn, neighbourOf, stepsOf } from "./rfm-grid.ts";

const CHOICES: [By, string][] = [
  ["buyers", t`Buyers`],
  ["revenue", t`Revenue`],
];

/** Recency down, freshest on top, frequency across. A cell leads to the builder with its two scores. */
export function Grid({ report, by }: { report: RfmReport; by: By }) {
  const { cells, total } = report;
  const steps = stepsOf(cells.map((cell) => figureOf(cell, by)));
  return (
    <section aria-label={t`Grid`}>
      <div class="h2">
        <h2>{t`Recency and frequency`}</h2>
        <small>{t`a cell makes a segment`}</small>
        <span class="push">
          <span class="switch">
            {CHOICES.map(([choice, label]) => (
              <button
                key={choice}
                type="button"
                aria-pressed={choice === by}
                onClick={() => refine({ by: choice === "buyers" ? undefined : choice }, { replace: true })}
              >
                {label}
              </button>
            ))}
          </span>
        </span>
      </div>
      <table class="rfm" onKeyDown={walk}>
        <thead>
          <tr>
            <td />
            {FREQUENCIES.map((frequency) => (
              <th key={frequency} scope="col">
                {sayFrequency(frequency, report.cuts)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {RECENCIES.map((recency, row) => (
            <tr key={recency}>
              <th scope="row">{sayRecency(recency, report.cuts)}</th>
              {cells.slice(row * 4, row * 4 + 4).map((cell, column) => (
                <td key={cell.frequency}>
                  <a
                    class={`cell step-${steps[row * 4 + column]}`}
                    href={hrefOf("segments", "new", {
                      recency: String(cell.recency),
                      frequency: String(cell.frequency),
                    })}
                  >
                    <span class="in">{namesIn(cell).join(", ")}</span>
                    <b>{sayNumber(cell.buyers)}</b>
                    <span class="share">{t`${shareOf(cell, total)} of revenue`}</span>
                    <span class="vh">{t`${sayCount(cell.buyers, "buyer")}. Make a segment.`}</span>
                  </a>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const RECENCIES = [4, 3, 2, 1] as const;
const FREQUENCIES = [1, 2, 3, 4] as const;

type Sum = { valueMinor: number };
export const shareOf = (part: Sum, total: Sum) =>
  sayShare(total.valueMinor > 0 ? part.valueMinor / total.valueMinor : 0);

function walk(event: KeyboardEvent & { currentTarget: HTMLTableElement }): void {
  const links = [...event.currentTarget.querySelectorAll("a")];
  const next = neighbourOf(links.indexOf(document.activeElement as HTMLAnchorElement), event.key);
  if (next === undefined) return;
  event.preventDefault();
  links[next]!.focus();
}

type Cuts = RfmReport["cuts"];

/** "R3 8–14 days". */
function sayRecency(recency: (typeof RECENCIES)[number], cuts: Cuts) {
  const [fresh, cooling, cool] = cuts?.recencyDays ?? [0, 0, 0];
  const days = {
    4: `0–${fresh}`,
    3: `${fresh + 1}–${cooling}`,
    2: `${cooling + 1}–${cool}`,
    1: t`over ${cool}`,
  };
  return (
    <>
      {t`R${recency}`} <small>{t`${days[recency]} days`}</small>
    </>
  );
}

/** "F2 2–3 orders". */
function sayFrequency(frequency: (typeof FREQUENCIES)[number], cuts: Cuts) {
  const [second, third, fourth] = cuts?.frequencyOrders ?? [0, 0, 0];
  const span = (from: number, to: number) => `${from === to ? "" : `${from}–`}${sayCount(to, "order")}`;
  const orders = {
    1: span(1, second - 1),
    2: span(second, third - 1),
    3: span(third, fourth - 1),
    4: t`${fourth} or more orders`,
  };
  return (
    <>
      {t`F${frequency}`} <small>{orders[frequency]}</small>
    </>
  );
}
