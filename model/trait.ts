/** Traits: what a shop knows of a customer, or a visitor declares, by name: text, number, boolean or ISO date. */
import * as v from "valibot";
import { LONGEST_TRAIT } from "./limits.ts";
import type { Scalar } from "./profile.ts";

/** Traits kept a customer: of more, the least names. */
export const MOST_TRAITS = 50;

/** Holds the id of the campaign that a journey has invited the visitor to. */
export const INVITED_TO = "invited_to";

/** One trait and when it was said: the latest word stands (edge/store/customers.ts). */
export interface Trait {
  /** Epoch ms. */
  at: number;
  /** Null: taken back. */
  value: Scalar | null;
}

/** Names by which an object's own machinery could be reached. */
const RESERVED = new Set(["__proto__", "constructor", "prototype"]);
const NAME = /^[\p{L}_$][\p{L}\p{N}_$ .-]{0,63}$/u;
export const TRAIT_NAME = "1 to 64 letters, digits and _ $ . -, beginning with a letter";
export const isTraitName = (name: string) => NAME.test(name) && !RESERVED.has(name);

/** The shop's id of a customer. */
export const customerIdSchema = v.pipe(
  v.string(),
  v.minLength(1, "a customer id of 1 to 100 characters"),
  v.maxLength(100, "a customer id of 1 to 100 characters"),
);

/**
 * The simple values among what a server sends; null takes a trait back. What is neither (an address, a list) is no
 * trait and is left out. A name or text that cannot be kept is a fault, and so are too many traits.
 */
export function readTraits(
  sent: Record<string, unknown>,
): { traits: Record<string, Scalar | null> } | { fault: { path: string; expected: string } } {
  const simple = Object.entries(sent).filter(([, value]) => isSimple(value)) as [string, Scalar | null][];
  if (simple.length > MOST_TRAITS)
    return { fault: { path: "traits", expected: `at most ${MOST_TRAITS} traits` } };
  for (const [name, value] of simple) {
    if (!isTraitName(name)) return { fault: { path: `traits.${name.slice(0, 64)}`, expected: TRAIT_NAME } };
    if (typeof value === "string" && value.length > LONGEST_TRAIT)
      return { fault: { path: `traits.${name}`, expected: `at most ${LONGEST_TRAIT} characters` } };
  }
  return { traits: Object.fromEntries(simple) };
}

const isSimple = (value: unknown) =>
  value === null ||
  typeof value === "string" ||
  typeof value === "boolean" ||
  (typeof value === "number" && Number.isFinite(value));

/** A cell of a table as a trait's value: `true` and `false`, numbers as they are written in JSON, else text. */
export function valueOfCell(cell: string): Scalar {
  if (cell === "true" || cell === "false") return cell === "true";
  // A leading zero is part of a name, as of a postcode or a telephone number.
  return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(cell) ? Number(cell) : cell;
}
