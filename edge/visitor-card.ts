/** Everything known of one visitor, decided for one page now. Pure: the route reads, this puts together. */

import { hash32 } from "../model/bucketing.ts";
import { formOf } from "../model/content.ts";
import { type Candidate, decide, type Rule } from "../model/decision.ts";
import type { PageKind } from "../model/event.ts";
import { buyerOf, factsOf, interestsOf } from "../model/facts.ts";
import { emptyServerPart, type ServerPart } from "../model/passport.ts";
import { brandHash, categoryHash, type Profile } from "../model/profile.ts";
import { obstacleOf, sayReason } from "../model/reason.ts";
import type { OrderRow, VisitorCard } from "../model/report.ts";
import { nextFall, rfmSegmentOf, scoreOf } from "../model/rfm.ts";
import { dateOf, dayIn } from "../model/shop-day.ts";
import { compileSnapshot, type Snapshot } from "../model/snapshot.ts";
import type { Moment } from "../model/timeline.ts";
import type { CatalogueEntry } from "./store/catalogue.ts";
import type { Link } from "./store/links.ts";
import type { VisitorState } from "./store/visitor-state.ts";
import { situationOf, spentOf } from "./visitor-row.ts";

/** What the store knows of the visitor and of what their profile mentions. */
export interface CardSources {
  visitor: VisitorState;
  customer: VisitorCard["customer"];
  links: Link[];
  orders: OrderRow[];
  products: CatalogueEntry[];
  kinds: { category: string | null; brand: string | null }[];
  enrolments: VisitorCard["enrolments"];
  snapshot: Snapshot;
}

/** `page`: what to decide for; where a part is missing, the page last looked at. `now` is epoch ms. */
export function cardOf(
  { visitor, customer, links, orders, products, kinds, enrolments, snapshot }: CardSources,
  page: { path?: string | undefined; kind?: PageKind | undefined },
  now: number,
): VisitorCard {
  const { profile } = visitor;
  const server = visitor.server ?? emptyServerPart;
  const situation = situationOf(
    profile,
    { ...pageOf(page, visitor.timeline), slots: slotsOf(snapshot) },
    now,
  );
  const facts = factsOf(profile, server, situation, snapshot);
  const compiled = compileSnapshot(snapshot);
  const memberships = compiled.program.match(facts);
  const names = new Map(snapshot.campaigns.map(({ id, name }) => [id, name]));
  return {
    id: visitor.id,
    profile,
    customer,
    links: links.map(({ since, customer }) => ({ since, customer })),
    orders: orders.map(({ id, placedAt, valueMinor, currency, channel }) => ({
      id,
      placedAt,
      valueMinor,
      currency,
      channel,
    })),
    spent: spentOf(profile, visitor.server, snapshot.site.currency),
    rfm: rfmOf(profile, server, snapshot, now),
    segments: snapshot.segments.filter(({ id }) => memberships.has(id)).map(({ id, name }) => ({ id, name })),
    timeline: visitor.timeline.toReversed(),
    names: namesOf(visitor.timeline, products, kinds, snapshot),
    reasons: decide(compiled, visitor.id, profile, memberships, situation)
      .sort(byOutcome)
      .map((candidate) => ({
        campaign: candidate.compiled.campaign.id,
        name: candidate.compiled.campaign.name,
        placement: candidate.compiled.campaign.placement,
        ...sayReason(candidate, situation, snapshot.segments, names, facts),
        obstacle: obstacleOf(candidate.outcome, snapshot.segments, facts) ?? null,
      })),
    situation: { path: situation.path, kind: situation.kind },
    enrolments,
    interests: interestsIn(profile, kinds, now),
    rev: visitor.rev,
    now,
  };
}

function rfmOf(
  profile: Profile,
  server: ServerPart,
  { site, scoring }: Snapshot,
  now: number,
): VisitorCard["rfm"] {
  const buyer = buyerOf(profile, server, site);
  if (!buyer || !scoring?.cuts) return null;
  const today = dayIn(now, site.timeZone);
  const score = scoreOf(buyer, scoring.cuts, today);
  const fall = nextFall(buyer, scoring.cuts, today);
  return {
    score,
    segment: rfmSegmentOf(score),
    fall: fall ? { day: dateOf(fall.day), to: fall.to } : null,
  };
}

/** Ids of the products that the profile and the timeline mention. */
export function productsIn({ viewed, cart }: Profile, timeline: Moment[]): string[] {
  const ids = new Set(Object.keys(viewed));
  for (const { id } of cart?.value.lines ?? []) ids.add(id);
  for (const { props } of timeline) {
    const { item, lines } = props as { item?: { id: string }; lines?: { id: string }[] };
    if (item) ids.add(item.id);
    for (const { id } of Array.isArray(lines) ? lines : []) ids.add(id);
  }
  return [...ids];
}

function pageOf(
  { path, kind }: { path?: string | undefined; kind?: PageKind | undefined },
  timeline: Moment[],
): { path: string; kind: PageKind } {
  const last = timeline.findLast(({ name }) => name === "page_view")?.props as
    | { path?: string; kind?: PageKind }
    | undefined;
  return {
    path: path ?? last?.path ?? "/",
    kind: kind ?? (path === undefined ? last?.kind : undefined) ?? "other",
  };
}

/** The card does not know the page's slots, so every one that a campaign names is taken to be there. */
const slotsOf = ({ campaigns }: Snapshot) => [
  ...new Set(
    campaigns.map(({ placement }) => placement).filter((placement) => formOf(placement) === "inline"),
  ),
];

/** Nearest to being shown first: the later the rule that stopped a campaign, the further it came. */
const ORDER = [
  "room",
  "priority",
  "exclusion_group",
  "attention",
  "cap",
  "closed",
  "checkout_guard",
  "placement",
  "answered",
  "trigger",
  "invited",
  "segment_out",
  "segment_in",
  "device",
  "page",
  "schedule",
  "bot",
  "consent",
  "site_live",
] as const satisfies Rule[];

const placeOf = ({ outcome }: Candidate) =>
  outcome.kind === "won" ? -2 : outcome.kind === "held_out" ? -1 : ORDER.indexOf(outcome.rule);
const byOutcome = (a: Candidate, b: Candidate) => placeOf(a) - placeOf(b);

/** Greatest first. Brands are told apart from categories by what the shop's products name. */
function interestsIn(profile: Profile, kinds: CardSources["kinds"], now: number): VisitorCard["interests"] {
  const brands = new Set(kinds.map(({ brand }) => brand && brandHash(brand)));
  return [...interestsOf(profile, now)]
    .filter(([hash]) => !brands.has(hash))
    .map(([hash, share]) => ({ hash, share }))
    .sort((a, b) => b.share - a.share);
}

function namesOf(
  timeline: Moment[],
  products: CatalogueEntry[],
  kinds: CardSources["kinds"],
  { segments, campaigns }: Snapshot,
): VisitorCard["names"] {
  const listed = timeline
    .map(({ props }) => props.category)
    .filter((category) => typeof category === "string");
  const categories = [...kinds.map(({ category }) => category), ...listed].filter(
    (category) => category !== null,
  );
  return {
    products: Object.fromEntries(
      products.map(({ id, name, ...product }) => [id, { ...product, name: name ?? id }]),
    ),
    categories: Object.fromEntries(categories.map((category) => [categoryHash(category), category])),
    segments: Object.fromEntries(segments.map(({ id, name }) => [id, name])),
    // The timeline names a campaign by its id, the profile's exposures by its hash.
    campaigns: Object.fromEntries(
      campaigns.flatMap(({ id, name }) => [
        [id, name],
        [hash32(id), name],
      ]),
    ),
  };
}
