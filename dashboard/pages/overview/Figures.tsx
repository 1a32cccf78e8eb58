import { useMemo } from "preact/hooks";
import { FEW, SECOND_WITHIN_DAYS, type SecondPurchase } from "../../../model/overview-report.ts";
import type { DailyFigures, Overview } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { Table } from "../../components/table/Table.tsx";
import { sayCount, sayDay, sayNumber, sayShort } from "../../format.ts";
import { refine } from "../../route.ts";
import { now, today } from "../../site.ts";
import { t } from "../../words.ts";
import {
  chartValue,
  FIGURES,
  type Figure,
  figureOf,
  partsOf,
  STRIP,
  sayChartValue,
  sayFigure,
  sayFigureChange,
  toneOf,
  totalOf,
} from "./figures.ts";
import { lazyChart } from "./lazy-chart.ts";
import { lengthOf, startOf } from "./range.ts";
import { isTable } from "./state.ts";

/** The strip, and the chart of the chosen figure. */
export function Figures({ overview, chosen }: { overview: Overview; chosen: string | undefined }) {
  const figure = figureOf(chosen);
  const days = lengthOf(overview);
  const beforeName = t`${sayCount(days, "day")} before`;
  const series = useMemo(() => {
    const values = (rows: Overview["days"]) => rows.map((row) => chartValue(figure, row, overview.currency));
    return {
      name: figure.name,
      beforeName,
      at: overview.days.map(({ day }) => startOf(day)),
      own: values(overview.days),
      before: { at: overview.before.days.map(({ day }) => startOf(day)), own: values(overview.before.days) },
      isUnfinished: overview.to === today.value,
      say: (value: number) => sayChartValue(figure, value, overview.currency),
      sayShort,
    };
  }, [overview, figure]);
  const Chart = lazyChart.value;
  return (
    <>
      <section class="stats" aria-label={t`Key figures`}>
        {STRIP.map((one) => (
          <Stat key={one.key} figure={one} overview={overview} days={days} isChosen={one === figure} />
        ))}
        <Second of={overview.second} />
      </section>
      {isTable.value ? (
        <DayTable overview={overview} />
      ) : Chart ? (
        <Chart series={series} now={overview.now} />
      ) : (
        <div class="chart">
          <div class="plot" />
        </div>
      )}
      <div class="key">
        {!isTable.value && (
          <>
            <span>
              <i class="stroke" />
              {figure.name}
            </span>
            <span>
              <i class="stroke before" />
              {beforeName}
            </span>
            {series.isUnfinished && <span class="mut hide-s">{t`Dotted: today, still running`}</span>}
          </>
        )}
        <span class="mut hide-s">{figure.note}</span>
        <button type="button" class="link push" onClick={() => (isTable.value = !isTable.value)}>
          {isTable.value ? t`As a chart` : t`As a table`}
        </button>
      </div>
    </>
  );
}

interface StatProps {
  figure: Figure;
  overview: Overview;
  days: number;
  isChosen: boolean;
}
function Stat({ figure, overview: { totals, before, currency }, days, isChosen }: StatProps) {
  const value = totalOf(figure, totals, days);
  const former = totalOf(figure, before.totals, days);
  const { amount, unit, isBefore } =
    value === null ? { amount: "–", unit: "", isBefore: false } : partsOf(figure, value, currency);
  const change = value === null ? "" : sayFigureChange(figure, value, former);
  return (
    <button
      type="button"
      class="stat"
      title={figure.note}
      aria-pressed={isChosen}
      onClick={() => refine({ figure: figure.key }, { replace: true })}
    >
      <span class="k">{figure.name}</span>
      <span class="v">
        {isBefore && unit}
        {amount}
        {!isBefore && unit && <small>{unit}</small>}
      </span>
      {figure.key === "abandoned" && value !== null && <Band share={value} />}
      <span class="d">
        {figure.key === "abandoned" && value !== null && t`usual: 60–\u206080\u00a0%`}
        {figure.key !== "abandoned" &&
          (change ? (
            <>
              <span class={toneOf(change, figure.isLoss)}>{change}</span>{" "}
              {t`from ${sayFigure(figure, former, currency)}`}
            </>
          ) : (
            t`nothing before`
          ))}
        {figure.key === "abandoned" && change && (
          <span class={`by ${toneOf(change, figure.isLoss)}`}>{change}</span>
        )}
      </span>
    </button>
  );
}

/** What shops usually see (C8), and where this one stands. */
const USUAL = [0.6, 0.8] as const;
function Band({ share }: { share: number }) {
  const said =
    share < USUAL[0]
      ? t`Below the usual 60 to 80 percent`
      : share > USUAL[1]
        ? t`Above the usual 60 to 80 percent`
        : t`Within the usual 60 to 80 percent`;
  return (
    <span class="band" role="img" aria-label={said}>
      <i class="ok" />
      <i class="own" style={{ left: `${share * 100}%` }} />
    </span>
  );
}

/** No daily figure: it takes a month until it is known of anybody. */
function Second({ of: { buyers, again, medianDays } }: { of: SecondPurchase }) {
  const share = buyers.own > 0 ? again.own / buyers.own : null;
  // Against a handful it would be a change of chance alone.
  const former = buyers.before >= FEW ? again.before / buyers.before : null;
  const change = share === null ? "" : sayFigureChange({ kind: "share" }, share, former);
  return (
    <a
      class="stat"
      href={hrefOf("buyers")}
      title={t`Of buyers whose ${SECOND_WITHIN_DAYS} days after the first order ended in these days, those who ordered again within them; the median is of all second orders placed in these days.`}
    >
      <span class="k">{t`Second purchase`}</span>
      <span class="v">
        {share === null ? "–" : sayNumber(share * 100, 1)}
        {share !== null && <small>%</small>}
      </span>
      <span class="d">
        {change && <span class={toneOf(change)}>{change} </span>}
        {medianDays.own !== null && <span>{t`median ${sayCount(Math.round(medianDays.own), "day")}`}, </span>}
        <span>
          {buyers.own > 0
            ? buyers.own < FEW
              ? t`only ${sayNumber(again.own)} of ${sayNumber(buyers.own)}`
              : t`${sayNumber(again.own)} of ${sayNumber(buyers.own)}`
            : t`nobody has had a month yet`}
        </span>
      </span>
    </a>
  );
}

function DayTable({ overview }: { overview: Overview }) {
  return (
    <div class="days">
      <Table
        caption={t`Key figures by day`}
        isCompact
        rows={overview.days.toReversed()}
        keyOf={({ day }) => day}
        columns={[
          { name: t`Day`, isRowHead: true, of: ({ day }) => sayDay(startOf(day), "UTC", now.value) },
          ...FIGURES.map((figure) => ({
            name: figure.name,
            isNumber: true,
            of: (row: DailyFigures) => sayFigure(figure, figure.of(row), overview.currency),
          })),
        ]}
      />
    </div>
  );
}
