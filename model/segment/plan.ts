/** A comparison reduced to the few questions that the flat program asks, so that every operator is one of them. */
import type { Actual } from "./field.ts";

export type Plan =
  /** A number (no is 0, yes is 1) from `least` to `most`, both in; `isOutside`: a number that is not. */
  | { kind: "range"; least: number; most: number; isOutside: boolean }
  /** One of the texts, lower case as `foldCase` makes them; `isOutside`: a text that is none of them. */
  | { kind: "texts"; texts: readonly string[]; isOutside: boolean }
  /** Whatever else can be said of a value. */
  | { kind: "test"; holds(actual: NonNullable<Actual>): boolean };

/** False where there is no value. */
export function holdsPlan(plan: Plan, actual: Actual): boolean {
  if (actual === undefined) return false;
  if (plan.kind === "range") {
    const number = Number(actual);
    return (number >= plan.least && number <= plan.most) !== plan.isOutside;
  }
  if (plan.kind === "texts") return plan.texts.includes(foldCase(String(actual))) !== plan.isOutside;
  return plan.holds(actual);
}

/** Lower case, remembered: letters beyond ASCII take the slow path, and a hundred segments ask for the same city. */
export function foldCase(text: string): string {
  let folded = foldings.get(text);
  if (folded === undefined) {
    if (foldings.size >= FOLDINGS_KEPT) foldings.clear();
    folded = text.toLowerCase();
    foldings.set(text, folded);
  }
  return folded;
}
const foldings = new Map<string, string>();
const FOLDINGS_KEPT = 1_000;
