/** The one wrapper of uPlot: own days as a solid line over its area, the range before dashed, today dotted. */
import { signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import uPlot from "uplot";
import { sayChange, sayDay, sayWeekday } from "../format.ts";
import { t } from "../words.ts";
import { gridOf, labelStep, type Series } from "./series.ts";

interface Pointed {
  index: number;
  left: number;
  isRight: boolean;
}

export function TimeSeries({ series, now }: { series: Series; now: number }) {
  const plot = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const pointed = useMemo(() => signal<Pointed>(), []);

  useEffect(() => {
    const element = plot.current!;
    const draw = () => {
      chart.current?.destroy();
      pointed.value = undefined;
      chart.current = new uPlot(optionsOf(element, series, now, pointed), columnsOf(series), element);
    };
    draw();
    const resized = new ResizeObserver(() => {
      if (chart.current?.width !== element.clientWidth)
        chart.current?.setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    resized.observe(element);
    // The canvas holds colours, not roles: another theme is another drawing.
    const rethemed = new MutationObserver(draw);
    rethemed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", draw);
    return () => {
      resized.disconnect();
      rethemed.disconnect();
      system.removeEventListener("change", draw);
      chart.current?.destroy();
    };
  }, [series]);

  const point = (index: number) => {
    const drawn = chart.current;
    if (!drawn) return;
    const at = series.at[Math.max(0, Math.min(series.at.length - 1, index))]!;
    drawn.setCursor({ left: drawn.valToPos(at / 1000, "x"), top: drawn.bbox.height / devicePixelRatio / 2 });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const here = pointed.value?.index;
    const last = series.at.length - 1;
    if (event.key === "ArrowLeft") point((here ?? last + 1) - 1);
    else if (event.key === "ArrowRight") point((here ?? -1) + 1);
    else if (event.key === "Home") point(0);
    else if (event.key === "End") point(last);
    else if (event.key === "Escape") chart.current?.setCursor({ left: -10, top: -10 });
    else return;
    event.preventDefault();
  };

  return (
    <div class="chart">
      <div
        ref={plot}
        class="plot"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the cross-hair
        tabIndex={0}
        aria-label={t`${series.name} by day, ${sayDay(series.at[0] ?? now, "UTC", now)} to ${sayDay(series.at.at(-1) ?? now, "UTC", now)}, against the ${series.beforeName}. Left and right arrow read the days.`}
        onKeyDown={onKeyDown}
      />
      <Tip series={series} pointed={pointed.value} now={now} />
    </div>
  );
}

function Tip({ series, pointed, now }: { series: Series; pointed: Pointed | undefined; now: number }) {
  if (!pointed) return <div aria-live="polite" />;
  const { index, left, isRight } = pointed;
  const own = series.own[index] ?? 0;
  const before = series.before.own[index];
  const change = before === undefined ? "" : sayChange(own, before);
  const isPart = series.isUnfinished && index === series.at.length - 1;
  return (
    <div aria-live="polite">
      <div
        class="tip"
        style={{ transform: `translate(calc(${left}px + ${isRight ? "-100% - 12px" : "12px"}), 6.5rem)` }}
      >
        <b>
          {sayWeekday(series.at[index]!, "UTC", now)}
          {isPart && t`, until now`}
        </b>
        <dl>
          <dt>
            <i class="stroke" />
            {series.name}
          </dt>
          <dd>{series.say(own)}</dd>
          <dd class={isPart || !change ? "flat" : change.startsWith("−") ? "down" : "up"}>
            {isPart ? "" : change}
          </dd>
          {before !== undefined && (
            <>
              <dt>
                <i class="stroke before" />
                {sayDay(series.before.at[index]!, "UTC", now)}
              </dt>
              <dd>{series.say(before)}</dd>
              <dd />
            </>
          )}
        </dl>
      </div>
    </div>
  );
}

/** Days; finished ones; before; the running day with the one it continues. */
function columnsOf({ at, own, before, isUnfinished }: Series): uPlot.AlignedData {
  const last = own.length - 1;
  const done = own.map((value, i) => (isUnfinished && i === last ? null : value));
  const part = own.map((value, i) => (isUnfinished && i >= last - 1 ? value : null));
  return [at.map((ms) => ms / 1000), done, before.own.slice(0, own.length), part, own];
}

function optionsOf(
  element: HTMLElement,
  series: Series,
  now: number,
  pointed: { value: Pointed | undefined },
): uPlot.Options {
  const colour = colourReader(element);
  const accent = colour("--accent");
  const compare = colour("--chart-compare");
  const grid = { stroke: colour("--chart-grid"), width: 1 };
  const axis = {
    stroke: colour("--chart-axis"),
    font: `12px ${getComputedStyle(element).fontFamily}`,
    ticks: { show: false },
    border: { show: false },
  };
  const { top, step } = gridOf([...series.own, ...series.before.own]);
  const days = labelStep(series.at.length);
  const isNarrow = element.clientWidth < 480;
  const every = isNarrow ? days * 2 : days;
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    padding: [8, isNarrow ? 18 : 6, 0, 0],
    legend: { show: false },
    scales: { x: { time: false }, y: { range: [0, top] } },
    cursor: {
      drag: { x: false, y: false },
      y: false,
      // The line stands on a day, not between two.
      move: (drawn, left, top) =>
        left < 0 ? [left, top] : [drawn.valToPos(drawn.data[0][drawn.posToIdx(left)]!, "x"), top],
      points: { size: 10, width: 0, fill: (_, i) => (i === 2 ? compare : accent) },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        gap: 8,
        splits: () => series.at.filter((_, i) => i % every === 0).map((ms) => ms / 1000),
        values: (_, at) => at.map((second) => sayDay(second * 1000, "UTC", now)),
      },
      {
        ...axis,
        grid,
        size: 48,
        gap: 8,
        splits: () => Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step),
        values: (_, values) => values.map((value) => (value === 0 ? series.say(0) : series.sayShort(value))),
      },
    ],
    series: [
      {},
      { stroke: accent, width: 2, fill: colour("--chart-area"), points: { show: false } },
      { stroke: compare, width: 1.5, dash: [5, 4], points: { show: false } },
      { stroke: accent, width: 2, dash: [1, 5], cap: "round", points: { show: false } },
      // Not drawn: it gives the cross-hair its point on the running day too.
      { stroke: "transparent", width: 0, points: { show: false } },
    ],
    hooks: {
      setCursor: [
        (drawn) => {
          const { idx, left = -1 } = drawn.cursor;
          if (idx === undefined || idx === null || left < 0) {
            pointed.value = undefined;
            return;
          }
          const x = drawn.valToPos(series.at[idx]! / 1000, "x");
          const width = drawn.bbox.width / devicePixelRatio;
          pointed.value = { index: idx, left: x + 48, isRight: x > width * 0.6 };
        },
      ],
    },
  };
}

/** A role as a colour that a canvas understands: `light-dark()` is resolved by the element that has it as its colour. */
function colourReader(element: HTMLElement): (role: string) => string {
  return (role) => {
    const probe = document.createElement("i");
    probe.style.color = `var(${role})`;
    element.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}
