/**
 * What is wrong with the rules as a whole before they are published: campaigns that nobody can see, that take each other's
 * place, that never end or cannot be measured. Each is certain from the rules alone. Pure.
 */
import type { Campaign } from "./campaign.ts";
import { asksIn, type Block, type BlockOf, type Content, formOf } from "./content.ts";
import { contestOf } from "./decision.ts";
import { toMajor } from "./money.ts";
import { fitsPattern } from "./page-pattern.ts";
import { contradictionIn } from "./segment/contradiction.ts";
import { type Comparison, type Condition, type Segment, sayComparison } from "./segment.ts";

export type LintKind =
  | "contradictory"
  | "unreachable"
  | "checkout_code"
  | "uninvited"
  | "shadowed"
  | "colliding"
  | "endless"
  | "codeless"
  | "immaterial"
  | "unmeasured";

export interface Lint {
  kind: LintKind;
  /** What is `bad` keeps all of it from being published. */
  level: "bad" | "warn";
  /** Ids: what it is about is either. */
  campaign?: string;
  segment?: string;
  /** Of the campaign or segment. */
  name: string;
  /** The field that puts it right: of the campaign, or the segment's condition. */
  field: keyof Campaign | "condition";
  /** The other campaign, where two are at odds. */
  by?: string;
  /** One or two sentences: what is so, and what would put it right. */
  text: string;
  /** Whoever meets it, for an example to be looked for among the visitors. Absent where that is nobody. */
  meets?: Condition;
}

export interface Rules {
  segments: readonly Segment[];
  /** Those to be published. */
  campaigns: readonly Campaign[];
  /** What the shop's own orders and coupons say; what is absent is not judged. */
  shop?: ShopFacts | undefined;
}

export interface ShopFacts {
  /** Live codes that nobody has yet, by the pool's id. */
  freeCodes?: Record<string, number> | undefined;
  /** What half of all buyers spend on an order at least, minor units of the currency. */
  typicalOrder?: { valueMinor: number; currency: string } | undefined;
}

/** Less than this share of an order means nothing to who pays it (E11). */
export const LEAST_OFFER_SHARE = 0.02;

type Unnamed = Omit<Lint, "name">;

/** `now`: epoch ms. The gravest first. */
export function lint({ segments, campaigns, shop = {} }: Rules, now: number): Lint[] {
  const named = (campaign: Campaign) => (found: Unnamed) => ({ ...found, name: campaign.name });
  const found = [
    ...segments.flatMap((segment) => contradictory(segment, segments)),
    ...campaigns.flatMap((campaign) =>
      [
        ...unreachable(campaign, segments, now),
        ...alone(campaign),
        ...codeless(campaign, shop),
        ...immaterial(campaign, segments, shop),
        ...besides(campaign, campaigns, segments),
      ].map(named(campaign)),
    ),
  ];
  return found.sort((a, b) => Number(a.level === "warn") - Number(b.level === "warn"));
}

function contradictory({ id, name, condition }: Segment, segments: readonly Segment[]): Lint[] {
  const conflict = contradictionIn(condition, segments);
  return conflict
    ? [
        {
          kind: "contradictory",
          level: "bad",
          segment: id,
          name,
          field: "condition",
          text: `Nobody can be in “${name}”${sayConflict(conflict)}.`,
        },
      ]
    : [];
}

const sayConflict = (conflict: readonly Comparison[]): string =>
  conflict.length > 1
    ? `: ${conflict.map((one) => `“${sayComparison(one)}”`).join(" and ")} exclude each other`
    : "";

/** Nobody ever sees it: by its pages, its end, or because nobody is in its segments and outside those kept out. */
function unreachable(campaign: Campaign, segments: readonly Segment[], now: number): Unnamed[] {
  const { id, pages, pageKinds, role, schedule, segmentsIn, segmentsOut } = campaign;
  const because = (field: Lint["field"], text: string, level: Lint["level"] = "bad"): Unnamed[] => [
    { kind: "unreachable", level, campaign: id, field, text },
  ];
  const only = (...kinds: string[]) =>
    pageKinds.length > 0 && pageKinds.every((kind) => kinds.includes(kind));
  if (role === "offer" && only("cart", "checkout"))
    return because("pageKinds", "An offer never shows on cart and checkout pages, and these are all it has.");
  if (isFloating(campaign) && only("checkout"))
    return because(
      "pageKinds",
      "What lies over the page never shows in the checkout, and that is all it has.",
    );
  const shut = pages.in.length > 0 && pages.in.every((path) => pages.out.some((out) => covers(out, path)));
  if (shut) return because("pages", "Each of its pages is among those it is kept off.");
  if (schedule.from !== undefined && schedule.until !== undefined && schedule.until <= schedule.from)
    return because("schedule", "It ends before it starts.");
  if (schedule.until !== undefined && schedule.until <= now)
    return because("schedule", "Its end has passed: it shows to nobody.", "warn");
  const conflict =
    segmentsIn.length + segmentsOut.length > 0 && contradictionIn(audienceOf(campaign), segments);
  if (!conflict) return [];
  const nameOf = (one: string) => `“${segments.find((segment) => segment.id === one)?.name ?? one}”`;
  const within = segmentsIn.length > 0 ? ` in ${segmentsIn.map(nameOf).join(" or ")}` : "";
  const without = segmentsOut.length > 0 ? ` outside ${segmentsOut.map(nameOf).join(" and ")}` : "";
  return because(
    "segmentsIn",
    `Nobody can be${[within, without].filter(Boolean).join(" and")}${sayConflict(conflict)}.`,
  );
}

/** What a look at the campaign alone tells. */
function alone(campaign: Campaign): Unnamed[] {
  const { id, role, cap, schedule, trigger, holdoutShare, variants } = campaign;
  const found: Unnamed[] = [];
  const hasCode = variants.some(({ content }) => blocksOf(content, "coupon").length > 0);
  if (hasCode && role === "help")
    found.push({
      kind: "checkout_code",
      level: "bad",
      campaign: id,
      field: "role",
      text: "It holds a code and counts as help, which shows on cart and checkout pages as well. Make it an offer.",
    });
  else if (role === "help" && variants.some(({ content }) => hasPriceOffer(content)))
    found.push({
      kind: "checkout_code",
      level: "bad",
      campaign: id,
      field: "role",
      text: "It offers a lower price and counts as help, which shows on cart and checkout pages as well. Make it an offer.",
    });
  if (isFloating(campaign) && !cap && schedule.until === undefined)
    found.push({
      kind: "endless",
      level: "warn",
      campaign: id,
      field: "cap",
      text: "Without a cap and an end it comes on every page, for good.",
      meets: audienceOf(campaign),
    });
  if (
    schedule.until === undefined &&
    variants.some(({ content }) => blocksOf(content, "countdown").length > 0)
  )
    found.push({
      kind: "endless",
      level: "bad",
      campaign: id,
      field: "schedule",
      text: "It counts down to an end it does not have. Give it one, or take the countdown out.",
    });
  if (trigger.kind !== "click" && variants.some(({ content }) => content.position === "full"))
    found.push({
      kind: "uninvited",
      level: "bad",
      campaign: id,
      field: "trigger",
      text: "What covers all of the window comes only after the visitor’s own click.",
    });
  if (variants.some(({ content }) => blocksOf(content, "push").length > 0))
    found.push(...badlyTimed(campaign));
  if (holdoutShare === 0)
    found.push({
      kind: "unmeasured",
      level: "warn",
      campaign: id,
      field: "holdoutShare",
      text: "Nobody is held out: what it adds cannot be told.",
      meets: audienceOf(campaign),
    });
  return found;
}

/** A question for notifications on arrival or in the checkout. Nobody arrives on the page that thanks for an order. */
function badlyTimed(campaign: Campaign): Unnamed[] {
  const { id, role, trigger, pageKinds } = campaign;
  const isAfterOrder = pageKinds.length > 0 && pageKinds.every((kind) => kind === "thanks");
  const bad = (field: Lint["field"], text: string): Unnamed => ({
    kind: "uninvited",
    level: "bad",
    campaign: id,
    field,
    text,
  });
  return [
    ...(trigger.kind === "at_once" && !isAfterOrder
      ? [
          bad(
            "trigger",
            "It asks for notifications as soon as somebody arrives. Let it wait for something they do, such as a wish, or show it after an order.",
          ),
        ]
      : []),
    ...(role === "help" && !isFloating(campaign) && (pageKinds.length === 0 || pageKinds.includes("checkout"))
      ? [
          bad(
            "pageKinds",
            "It asks for notifications in the checkout as well. Name the pages it is for, without the checkout.",
          ),
        ]
      : []),
  ];
}

/** It promises a code that cannot be given. */
function codeless({ id, variants }: Campaign, { freeCodes }: ShopFacts): Unnamed[] {
  if (!freeCodes) return [];
  const pools = new Set(
    variants.flatMap(({ content }) => blocksOf(content, "coupon").map(({ pool }) => pool)),
  );
  return [...pools].flatMap((pool): Unnamed[] => {
    const of = { kind: "codeless", campaign: id, field: "variants" } as const;
    if (!Object.hasOwn(freeCodes, pool))
      return [{ ...of, level: "bad", text: `There is no pool “${pool}” for its code to come from.` }];
    if (freeCodes[pool]! > 0) return [];
    return [
      {
        ...of,
        level: "warn",
        text: `No code of the pool “${pool}” is left to give. Add some, and confirm them.`,
      },
    ];
  });
}

/** Too little to mean anything to whom it is for (E11): to anybody, to most buyers, or to all its segments let in. */
function immaterial(campaign: Campaign, segments: readonly Segment[], shop: ShopFacts): Unnamed[] {
  const offers = campaign.variants.flatMap(({ content }) => blocksOf(content, "offer"));
  const said = offers.flatMap(({ offer }) => {
    if (offer.kind === "percent" && offer.percent < LEAST_OFFER_SHARE * 100)
      return { text: `${offer.percent} % off`, of: "any order", meets: audienceOf(campaign) };
    if (offer.kind !== "amount") return [];
    const { amountMinor, currency } = offer;
    const most = toMajor(amountMinor / LEAST_OFFER_SHARE, currency);
    const spending = (op: "gt" | "lte"): Condition => ({
      all: [audienceOf(campaign), { field: "average_order", op, value: most }],
    });
    const found = { text: `${toMajor(amountMinor, currency)} ${currency} off`, meets: spending("gt") };
    if (contradictionIn(spending("lte"), segments)) return { ...found, of: "what each of them pays" };
    const typical = shop.typicalOrder?.currency === currency ? shop.typicalOrder.valueMinor : 0;
    return amountMinor < typical * LEAST_OFFER_SHARE ? { ...found, of: "what half of all buyers pay" } : [];
  });
  return said.slice(0, 1).map(({ text, of, meets }) => ({
    kind: "immaterial",
    level: "warn",
    campaign: campaign.id,
    field: "variants",
    text: `${text} is under 2 % of ${of}, and means nothing. Offer more, or a service instead of money.`,
    meets,
  }));
}

const blocksOf = <Kind extends Block["kind"]>({ blocks }: Content, kind: Kind) =>
  blocks.filter((block): block is BlockOf<Kind> => block.kind === kind);

/** Those that take its place. */
function besides(campaign: Campaign, all: readonly Campaign[], segments: readonly Segment[]): Unnamed[] {
  const rivals = all.filter((other) => other !== campaign && contestOf(other) === contestOf(campaign));
  const shadow = rivals.find((other) => ranksBefore(other, campaign) && alwaysFirst(other, campaign));
  if (shadow)
    return [
      {
        kind: "shadowed",
        level: "warn",
        campaign: campaign.id,
        field: "priority",
        by: shadow.id,
        text: `“${shadow.name}” takes the same place from everybody it is for. Give it a greater priority, or another place.`,
        meets: audienceOf(campaign),
      },
    ];
  const equal = rivals.find(
    (other) =>
      other.priority === campaign.priority &&
      other.valueMinor === campaign.valueMinor &&
      ranksBefore(other, campaign) &&
      canMeet(other, campaign, segments),
  );
  if (!equal) return [];
  return [
    {
      kind: "colliding",
      level: "warn",
      campaign: campaign.id,
      field: "priority",
      by: equal.id,
      text: `“${equal.name}” wants the same place with the same priority, and wins by its id alone. Say which matters more.`,
      meets: { all: [audienceOf(campaign), audienceOf(equal)] },
    },
  ];
}

/** A perk takes nothing off, and may be told wherever help may. */
const hasPriceOffer = (content: Content) =>
  blocksOf(content, "offer").some(({ offer }) => offer.kind !== "perk");

const isFloating = ({ placement }: Campaign) => formOf(placement) !== "inline";

/** As model/snapshot.ts sorts them. */
const ranksBefore = (a: Campaign, b: Campaign): boolean =>
  (b.priority - a.priority || b.valueMinor - a.valueMinor || (a.id < b.id ? -1 : 1)) < 0;

/** Whoever the other could go to, wherever and whenever, the first goes to as well, and without end. */
function alwaysFirst(first: Campaign, other: Campaign): boolean {
  const holds = <T>(wide: readonly T[], narrow: readonly T[]) =>
    wide.length === 0 || (narrow.length > 0 && narrow.every((one) => wide.includes(one)));
  const { from = 0, until = Number.POSITIVE_INFINITY } = first.schedule;
  return (
    holds(first.segmentsIn, other.segmentsIn) &&
    first.segmentsOut.every((id) => other.segmentsOut.includes(id)) &&
    (first.pages.in.length === 0 ||
      (other.pages.in.length > 0 &&
        other.pages.in.every((path) => first.pages.in.some((wide) => covers(wide, path))))) &&
    first.pages.out.every((path) => other.pages.out.some((wide) => covers(wide, path))) &&
    holds(first.pageKinds, other.pageKinds) &&
    holds(first.devices, other.devices) &&
    from <= (other.schedule.from ?? 0) &&
    until >= (other.schedule.until ?? Number.POSITIVE_INFINITY) &&
    (first.role === "help" || other.role === "offer") &&
    !givesWay(first)
  );
}

/**
 * Sooner or later, or to some: it is only for the invited or from a later page on, capped, closed, answered, or kept off the page by
 * another of its group. Whoever asks to see less of it, under its "Why am I seeing this?", is left aside.
 */
function givesWay(campaign: Campaign): boolean {
  const { isInvited, trigger, cap, exclusionGroup, variants } = campaign;
  return (
    isInvited === true ||
    trigger.kind === "nth_page" ||
    cap !== null ||
    exclusionGroup !== undefined ||
    isFloating(campaign) ||
    variants.some(({ content }) => asksIn(content).length > 0 || hasClose(content))
  );
}

/** A button that leads nowhere closes. */
const hasClose = (content: Content) =>
  blocksOf(content, "actions").some(({ items }) => items.some(({ href }) => !href));

/** Whether one visitor on one page could be for both. */
function canMeet(a: Campaign, b: Campaign, segments: readonly Segment[]): boolean {
  const share = <T>(one: readonly T[], other: readonly T[]) =>
    one.length === 0 || other.length === 0 || one.some((each) => other.includes(each));
  const end = (campaign: Campaign) => campaign.schedule.until ?? Number.POSITIVE_INFINITY;
  return (
    // A visitor is invited to one campaign at a time.
    !(a.isInvited && b.isInvited) &&
    share(a.devices, b.devices) &&
    share(a.pageKinds, b.pageKinds) &&
    (a.schedule.from ?? 0) < end(b) &&
    (b.schedule.from ?? 0) < end(a) &&
    !(a.pages.in.length > 0 && a.pages.in.every((path) => b.pages.out.some((out) => covers(out, path)))) &&
    !(b.pages.in.length > 0 && b.pages.in.every((path) => a.pages.out.some((out) => covers(out, path)))) &&
    !contradictionIn({ all: [audienceOf(a), audienceOf(b)] }, segments)
  );
}

/** Who is in its segments, as a condition. */
function audienceOf({ segmentsIn, segmentsOut }: Campaign): Condition {
  const isIn = (id: string): Condition => ({ field: "segment", of: id, op: "is", value: true });
  return {
    all: [
      ...(segmentsIn.length > 0 ? [{ any: segmentsIn.map(isIn) }] : []),
      ...(segmentsOut.length > 0 ? [{ none: segmentsOut.map(isIn) }] : []),
    ],
  };
}

/** Every path of the narrow pattern fits the wide one: a run of any characters fits only where the wide one has such. */
const covers = (wide: string, narrow: string): boolean => fitsPattern(narrow.replaceAll("*", "\u0000"), wide);
