/** The page for which "why, why not" is asked. */
import type { Rule } from "../../../model/decision.ts";
import type { VisitorCard } from "../../../model/report.ts";
import { t } from "../../words.ts";

export const CONTEXTS = [
  { kind: "home", name: t`on the home page` },
  { kind: "product", name: t`on a product page` },
  { kind: "cart", name: t`in the cart` },
  { kind: "checkout", name: t`in the checkout` },
  { kind: "thanks", name: t`on the thank-you page` },
] as const;
export type ContextKind = (typeof CONTEXTS)[number]["kind"];

export const contextOf = (kind: string | undefined): ContextKind =>
  CONTEXTS.find((context) => context.kind === kind)?.kind ?? "home";

const DEMO_PATHS: Record<ContextKind, string> = {
  home: "/demo/",
  product: "/demo/p/lamp-sowa/",
  cart: "/demo/cart/",
  checkout: "/demo/checkout/",
  thanks: "/demo/thanks/",
};

/** A path of that kind: one that this visitor was on, else the demo shop's, else the root. */
export function pathFor(kind: ContextKind, card: VisitorCard | undefined, isDemo: boolean): string {
  const seen = card?.timeline.find(({ name, props }) => name === "page_view" && props.kind === kind);
  if (typeof seen?.props.path === "string") return seen.props.path;
  return isDemo ? DEMO_PATHS[kind] : "/";
}

/** Rules as a tag of one word. */
const TAGS: Record<string, string> = {
  held_out: t`holdout`,
  site_live: t`site off`,
  consent: t`consent`,
  bot: t`robot`,
  schedule: t`schedule`,
  page: t`page`,
  device: t`device`,
  segment_in: t`segment`,
  segment_out: t`excluded`,
  invited: t`not invited`,
  trigger: t`too early`,
  answered: t`answered##visitor`,
  placement: t`no place`,
  checkout_guard: t`guard`,
  closed: t`closed`,
  cap: t`cap`,
  attention: t`attention`,
  exclusion_group: t`group`,
  priority: t`priority`,
  room: t`no room`,
} satisfies Record<Rule | "held_out", string>;
export const tagOf = (outcome: string): string => TAGS[outcome] ?? outcome;
