import type { Taken } from "../scripts/deploy/cost.ts";

/** One measured figure beside its promise (design.md §4) and the reference of the same run. */
export interface Row {
  what: string;
  measured: string;
  /** What it is compared with, measured in the same run; empty where the promise is an absolute number. */
  reference: string;
  promise: string;
  /** Absent where nothing is promised. */
  kept?: boolean;
  /** What was measured, for what is reckoned from it: `bench/cost.ts`. */
  taken?: Partial<Taken>;
}

/** What one bench has measured. */
export interface Table {
  title: string;
  rows: Row[];
}

export function printTable({ title, rows }: Table): void {
  const cells = [
    ["", "measured", "reference", "promise", ""],
    ...rows.map((row) => [
      row.what,
      row.measured,
      row.reference,
      row.promise,
      row.kept === undefined ? "" : row.kept ? "kept" : "NOT KEPT",
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  console.log(`\n${title}`);
  for (const row of cells)
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")}`.trimEnd());
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
