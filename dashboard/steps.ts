/** A step of a sequence, `product:lamp-sowa`, taken apart and put together. */
import type { STEP_EVENTS, STEP_KINDS } from "../model/trail.ts";
import { t } from "./words.ts";

export type StepKind = (typeof STEP_KINDS)[number];

/** As model/segment/operator.ts takes them. */
export const MOST_STEPS = 5;

export const KIND_WORDS: Record<StepKind, string> = {
  page: t`page`,
  moment: t`micro-moment`,
  product: t`product`,
  category: t`category`,
  event: t`event`,
};
export const EVENT_WORDS: Record<(typeof STEP_EVENTS)[number], string> = {
  search: t`searched`,
  add_to_wishlist: t`put on the list`,
  add_to_cart: t`put in the cart`,
  remove_from_cart: t`took out of the cart`,
  begin_checkout: t`began the checkout`,
  add_shipping_info: t`chose delivery`,
  add_payment_info: t`chose payment`,
  payment_failed: t`payment failed`,
  purchase: t`ordered`,
};

export function stepOf(step: string): { kind: StepKind; name: string } {
  const at = step.indexOf(":");
  return { kind: step.slice(0, at) as StepKind, name: step.slice(at + 1) };
}
/** "page product", "put in the cart". */
export function sayStep(step: string): string {
  const { kind, name } = stepOf(step);
  return kind === "event"
    ? (EVENT_WORDS[name as keyof typeof EVENT_WORDS] ?? name)
    : `${KIND_WORDS[kind] ?? kind} ${name}`;
}
export const writtenStep = (kind: StepKind, name: string) => `${kind}:${name}`;

/** The step one place earlier (-1) or later (1); undefined where there is none. */
export function shiftStep(steps: readonly string[], at: number, by: 1 | -1): string[] | undefined {
  const step = steps[at];
  const other = steps[at + by];
  return step && other ? steps.with(at, other).with(at + by, step) : undefined;
}
