/** The panels of the overview from sums of visits and orders. Pure. */
import { definitions, type MomentName } from "./micro-moment.ts";
import type { Compared, FunnelStep, Heat, OverviewPanels, SourceRow } from "./overview-report.ts";
import { COURSE, HINDRANCES } from "./visit-course.ts";

/** Sums by name: of the range, and of the one before. */
export type Sums = readonly [own: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>];

export const compared = (own = 0, before = 0): Compared => ({ own, before });
const comparedOf = ([own, before]: Sums, name: string) => compared(own.get(name), before.get(name));

export function funnelOf(sums: Sums): FunnelStep[] {
  return COURSE.map((step) => ({
    step,
    visits: comparedOf(sums, `reach:${step}`),
    hindered: HINDRANCES.map((why) => ({ why, visits: sums[0].get(`left:${step}:${why}`) ?? 0 }))
      .filter(({ visits }) => visits > 0)
      .sort((a, b) => b.visits - a.visits),
  }));
}

export const MOST_SOURCES = 9;

/** Orders and revenue of one source in one of the ranges: 0 the range, 1 the one before. */
export interface SourceOrders {
  stretch: number;
  channel: string | null;
  source: string | null;
  orders: number;
  revenueMinor: number;
}

export function sourcesOf(sums: Sums, orders: readonly SourceOrders[]): SourceRow[] {
  const rows = new Map<string, SourceRow>();
  const rowOf = (channel: string | null, source: string): SourceRow => {
    const key = `${channel}:${source}`;
    let row = rows.get(key);
    if (!row) {
      row = { channel, source, visits: compared(), orders: compared(), revenueMinor: compared() };
      rows.set(key, row);
    }
    return row;
  };
  for (const [i, side] of (["own", "before"] as const).entries())
    for (const [name, value] of sums[i]!) {
      const [kind, channel = "", source = ""] = name.split(":");
      if (kind === "came") rowOf(channel, channel === "*" ? "" : source).visits[side] += value;
    }
  for (const { stretch, channel, source, orders: count, revenueMinor } of orders) {
    const side = stretch === 0 ? "own" : "before";
    const row = rowOf(channel, source ?? "");
    row.orders[side] += count;
    row.revenueMinor[side] += revenueMinor;
  }
  const sorted = [...rows.values()].sort(
    (a, b) =>
      b.revenueMinor.own - a.revenueMinor.own ||
      b.visits.own - a.visits.own ||
      b.visits.before - a.visits.before,
  );
  // What no page told stands by itself: it is no source.
  const named = sorted.filter(({ channel }) => channel !== null && channel !== "*");
  const rest = [...named.slice(MOST_SOURCES), ...sorted.filter(({ channel }) => channel === "*")];
  const others: SourceRow = {
    channel: "*",
    source: "",
    visits: sumOf(rest.map(({ visits }) => visits)),
    orders: sumOf(rest.map(({ orders }) => orders)),
    revenueMinor: sumOf(rest.map(({ revenueMinor }) => revenueMinor)),
  };
  return [
    ...named.slice(0, MOST_SOURCES),
    ...(rest.length > 0 ? [others] : []),
    ...sorted.filter(({ channel }) => channel === null),
  ];
}

const sumOf = (all: readonly Compared[]): Compared =>
  compared(
    all.reduce((sum, { own }) => sum + own, 0),
    all.reduce((sum, { before }) => sum + before, 0),
  );

export interface PlaceCell {
  country: string;
  region: string;
  category: string;
  value: number;
}

export const looksIn = (sums: ReadonlyMap<string, number>): PlaceCell[] =>
  [...sums].flatMap(([name, value]) => {
    const [kind, country = "", region = "", category = ""] = name.split(":");
    return kind === "looked" ? [{ country, region, category, value }] : [];
  });

export const MOST_REGIONS = 8;
export const MOST_CATEGORIES = 6;
const REST = "*";

/** The greatest regions and categories; whatever is beyond them is in the last row and column, so that sums are whole. */
export function heatOf(cells: readonly PlaceCell[]): Heat {
  const placeOf = ({ country, region }: PlaceCell) => JSON.stringify([country, region]);
  const greatest = (keyOf: (cell: PlaceCell) => string, rest: string, most: number) => {
    const sums = new Map<string, number>();
    for (const cell of cells) sums.set(keyOf(cell), (sums.get(keyOf(cell)) ?? 0) + cell.value);
    const names = [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
    const own = names.filter((name) => name !== rest);
    const isAll = own.length <= most && own.length === names.length;
    return { names: isAll ? own : [...own.slice(0, most), rest], isAll };
  };
  const restPlace = JSON.stringify([REST, REST]);
  const places = greatest(placeOf, restPlace, MOST_REGIONS);
  const categories = greatest(({ category }) => category, REST, MOST_CATEGORIES);
  const at = (names: readonly string[], name: string) => {
    const i = names.indexOf(name);
    return i < 0 ? names.length - 1 : i;
  };
  const grid = places.names.map(() => categories.names.map(() => 0));
  for (const cell of cells)
    grid[at(places.names, placeOf(cell))]![at(categories.names, cell.category)]! += cell.value;
  const rows = places.names.map((name, i) => {
    const [country, region] = JSON.parse(name) as [string, string];
    const row = grid[i]!;
    return { country, region, cells: row, sum: row.reduce((sum, value) => sum + value, 0) };
  });
  return {
    columns: categories.names,
    rows,
    columnSums: categories.names.map((_, i) => rows.reduce((sum, row) => sum + row.cells[i]!, 0)),
    sum: rows.reduce((sum, row) => sum + row.sum, 0),
    hasOtherColumn: !categories.isAll,
    hasOtherRow: !places.isAll,
  };
}

/** `sums`: by name of the moment. */
export const noticedIn = (sums: Sums): OverviewPanels["moments"] =>
  (Object.keys(definitions) as MomentName[])
    .map((moment) => ({ moment, count: comparedOf(sums, moment) }))
    .filter(({ count }) => count.own > 0 || count.before > 0)
    .sort((a, b) => b.count.own - a.count.own || b.count.before - a.count.before);
