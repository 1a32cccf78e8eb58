import { useMemo } from "preact/hooks";
import type { DailyFigures, Overview } from "../../../model/report.ts";
import { Table } from "../../components/table/Table.tsx";
import { sayChange, sayCount, sayDay, sayShort } from "../../format.ts";
import { refine } from "../../route.ts";
import { now, today } from "../../site.ts";
import {
  chartValue,
  FIGURES,
  type Figure,
  figureOf,
  partsOf,
  sayChartValue,
  sayFigure,
  totalOf,
} from "./figures.ts";
import { lazyChart } from "./lazy-chart.ts";
import { lengthOf, startOf } from "./range.ts";
import { isTable } from "./state.ts";

/** The strip, and the chart of the chosen figure. */
export function Figures({ overview, chosen }: { overview: Overview; chosen: string | undefined }) {
  const figure = figureOf(chosen);
  const days = lengthOf(overview);
  const beforeName = `${sayCount(days, "day")} before`;
  const series = useMemo(() => {
    const values = (rows: Overview["days"]) =>
      rows.map((row) => chartValue(figure, row[figure.key], overview.currency));
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
      <section class="stats" aria-label="Key figures">
        {FIGURES.map((one) => (
          <Stat
            key={one.key}
            figure={one}
            value={totalOf(one, overview.totals, days)}
            former={totalOf(one, overview.before.totals, days)}
            currency={overview.currency}
            isChosen={one === figure}
          />
        ))}
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
            {series.isUnfinished && <span class="mut hide-s">Dotted: today, still running</span>}
          </>
        )}
        {figure.note && <span class="mut hide-s">{figure.note}</span>}
        <button type="button" class="link push" onClick={() => (isTable.value = !isTable.value)}>
          {isTable.value ? "As a chart" : "As a table"}
        </button>
      </div>
    </>
  );
}

interface StatProps {
  figure: Figure;
  value: number;
  former: number;
  currency: string;
  isChosen: boolean;
}
function Stat({ figure, value, former, currency, isChosen }: StatProps) {
  const { amount, unit, isBefore } = partsOf(figure, value, currency);
  const change = sayChange(value, former);
  return (
    <button
      type="button"
      class="stat"
      aria-pressed={isChosen}
      onClick={() => refine({ figure: figure.key }, { replace: true })}
    >
      <span class="k">{figure.name}</span>
      <span class="v">
        {isBefore && unit}
        {amount}
        {!isBefore && unit && <small>{unit}</small>}
      </span>
      <span class="d">
        {change ? (
          <>
            <span class={change.startsWith("+") ? "up" : change.startsWith("−") ? "down" : "flat"}>
              {change}
            </span>{" "}
            from {sayFigure(figure, former, currency)}
          </>
        ) : (
          "nothing before"
        )}
      </span>
    </button>
  );
}

function DayTable({ overview }: { overview: Overview }) {
  return (
    <div class="days">
      <Table
        caption="Key figures by day"
        isCompact
        rows={overview.days.toReversed()}
        keyOf={({ day }) => day}
        columns={[
          { name: "Day", isRowHead: true, of: ({ day }) => sayDay(startOf(day), "UTC", now.value) },
          ...FIGURES.map((figure) => ({
            name: figure.name,
            isNumber: true,
            of: (row: DailyFigures) => sayFigure(figure, row[figure.key], overview.currency),
          })),
        ]}
      />
    </div>
  );
}
