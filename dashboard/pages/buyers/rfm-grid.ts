/** What the grid and the tables beside it show, worked out from the report. */
import type { RfmReport } from "../../../model/report.ts";
import { type RfmSegment, rfmSegmentOf, rfmSegmentWords, type Score } from "../../../model/rfm.ts";
import { dateOf, dayAt } from "../../../model/shop-day.ts";
import { t } from "../../words.ts";

export type By = "buyers" | "revenue";
type Cell = RfmReport["cells"][number];

const MONETARY: Score[] = [1, 2, 3, 4];

/** Names of the segments that meet in a cell; the monetary score parts them. */
export const namesIn = ({ recency, frequency }: Pick<Cell, "recency" | "frequency">): string[] => [
  ...new Set(
    MONETARY.map((monetary) => t(rfmSegmentWords[rfmSegmentOf({ recency, frequency, monetary })].name)),
  ),
];

export const figureOf = ({ buyers, valueMinor }: Cell, by: By) => (by === "buyers" ? buyers : valueMinor);

/** Steps of the sequential ramp, 1 to 7 by rank, 0 for nothing: a few large cells do not make all others pale alike. */
export function stepsOf(figures: number[]): number[] {
  const ranked = [...new Set(figures.filter((figure) => figure > 0))].sort((a, b) => a - b);
  return figures.map((figure) =>
    figure <= 0
      ? 0
      : ranked.length === 1
        ? 7
        : 1 + Math.round((ranked.indexOf(figure) / (ranked.length - 1)) * 6),
  );
}

/** Where an arrow key leads from a cell of the grid; undefined at its edge, and for any other key. */
export function neighbourOf(at: number, key: string): number | undefined {
  const [row, column] = [Math.floor(at / 4), at % 4];
  switch (key) {
    case "ArrowUp":
      return row > 0 ? at - 4 : undefined;
    case "ArrowDown":
      return row < 3 ? at + 4 : undefined;
    case "ArrowLeft":
      return column > 0 ? at - 1 : undefined;
    case "ArrowRight":
      return column < 3 ? at + 1 : undefined;
    default:
      return undefined;
  }
}

/** A way from one segment to another, over all days of the report. */
export interface MoveSum {
  from: RfmSegment | "";
  to: RfmSegment;
  cause: "clock" | "order";
  buyers: number;
  /** On the newest day of the shop. */
  today: number;
}

/** Most buyers first. Recalibration is not among them: then nobody moved. */
export function sumMoves(moves: RfmReport["moves"], today: string): MoveSum[] {
  const sums = new Map<string, MoveSum>();
  for (const { day, cause, from, to, buyers } of moves) {
    if (cause !== "clock" && cause !== "order") continue;
    const key = `${cause} ${from} ${to}`;
    const sum = sums.get(key) ?? { from, to, cause, buyers: 0, today: 0 };
    sums.set(key, {
      ...sum,
      buyers: sum.buyers + buyers,
      today: sum.today + (day === today ? buyers : 0),
    });
  }
  return [...sums.values()].sort((a, b) => b.buyers - a.buyers);
}

export const CAUSES = ["clock", "order", "recalibration"] as const;

/** How many moved on each of the last `length` days, oldest first, by cause; `today` is the last of them. */
export function movesByDay(
  moves: RfmReport["moves"],
  today: string,
  length: number,
): { days: string[]; rows: { cause: (typeof CAUSES)[number]; buyers: number[] }[] } {
  const days = Array.from({ length }, (_, i) => dateOf(dayAt(today) - length + 1 + i));
  const sumOf = (cause: string, day: string) =>
    moves.reduce((sum, move) => sum + (move.cause === cause && move.day === day ? move.buyers : 0), 0);
  return { days, rows: CAUSES.map((cause) => ({ cause, buyers: days.map((day) => sumOf(cause, day)) })) };
}

/** Days on which cut points moved, newest first, with how many are judged otherwise since. */
export function recalibrationsOf(moves: RfmReport["moves"]): { day: string; buyers: number }[] {
  const days = new Map<string, number>();
  for (const { day, cause, buyers } of moves)
    if (cause === "recalibration") days.set(day, (days.get(day) ?? 0) + buyers);
  return [...days].map(([day, buyers]) => ({ day, buyers }));
}
