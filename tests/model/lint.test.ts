/** Each fault is put into rules that are sound, and found; the sound ones give no alarm. */
import { describe, expect, test } from "vitest";
import { demoCampaigns, demoSegments } from "../../demo/rules.ts";
import type { Campaign } from "../../model/campaign.ts";
import type { Block, Content, Offer } from "../../model/content.ts";
import { type LintKind, lint, type Rules } from "../../model/lint.ts";
import { personasOf, type Thresholds, TRADES, thresholdsOf } from "../../model/personas.ts";
import { contradictionIn } from "../../model/segment/contradiction.ts";
import type { Comparison, Condition } from "../../model/segment.ts";
import { aCampaign, aSegment, NOON } from "../support/builders.ts";
import { EVERY_BLOCK } from "../support/every-block.ts";

const DAY = 86_400_000;
const orders = (op: string, value: unknown): Comparison => ({ field: "orders", op, value: value as number });
const isIn = (of: string, value = true): Condition => ({ field: "segment", of, op: "is", value });

const SEGMENTS = [
  aSegment("new", orders("eq", 0)),
  aSegment("buyers", orders("gte", 1)),
  aSegment("loyal", { all: [isIn("buyers"), orders("gte", 5)] }),
];
const AFTER_WISH = { kind: "event", event: "add_to_wishlist" } as const;
const ASKING: Content = { form: "overlay", blocks: [{ kind: "head", title: "Hello" }, EVERY_BLOCK.push] };
const BAR = { form: "bar", blocks: [{ kind: "head", title: "Hello" }] } as const;
const aBar = (id: string, changes: Partial<Campaign> = {}) =>
  aCampaign(id, {
    placement: "bar",
    variants: [{ id: "a", share: 1, content: BAR as never }],
    cap: { times: 2, days: 7 },
    holdoutShare: 0.1,
    ...changes,
  });
const aSlot = (id: string, changes: Partial<Campaign> = {}) =>
  aCampaign(id, { holdoutShare: 0.1, ...changes });
const COUPON = {
  form: "inline",
  blocks: [
    { kind: "head", title: "Ten percent" },
    { kind: "coupon", pool: "ten", label: "Show it" },
  ],
} as const;

const COUNTDOWN: Campaign["variants"] = [
  {
    id: "a",
    share: 1,
    content: {
      form: "inline",
      blocks: [
        { kind: "head", title: "Ten percent" },
        { kind: "countdown", label: "Ends" },
      ],
    },
  },
];

const showing = (...blocks: Block[]): Campaign["variants"] => [
  { id: "a", share: 1, content: { form: "inline", blocks: [{ kind: "head", title: "For you" }, ...blocks] } },
];
const offering = (offer: Offer) => showing({ kind: "offer", offer, conditions: "Once, on any order." });
const PRICES: Offer[] = [
  { kind: "percent", percent: 15 },
  { kind: "amount", amountMinor: 5000, currency: "PLN" },
  { kind: "bundle", get: 3, pay: 2 },
  { kind: "product_price", priceMinor: 5000, currency: "PLN" },
  { kind: "complement_price", priceMinor: 5000, currency: "PLN" },
];

const found = (campaigns: Campaign[], changes: Partial<Rules> = {}) =>
  lint({ segments: SEGMENTS, campaigns, ...changes }, NOON);
const kinds = (campaigns: Campaign[], changes: Partial<Rules> = {}) =>
  found(campaigns, changes).map(({ kind, campaign }) => `${kind} ${campaign}`);

describe("sound rules give no alarm", () => {
  test.each<[string, Campaign[]]>([
    ["one campaign", [aSlot("a")]],
    ["two places", [aSlot("a"), aSlot("b", { placement: "aside" })]],
    ["a countdown to an end", [aSlot("a", { variants: COUNTDOWN, schedule: { until: NOON + DAY } })]],
    [
      "one place for two segments apart",
      [aSlot("a", { segmentsIn: ["new"] }), aSlot("b", { segmentsIn: ["buyers"] })],
    ],
    [
      "one place, kept out by the other's segment",
      [aSlot("a", { segmentsIn: ["buyers"] }), aSlot("b", { segmentsOut: ["buyers"] })],
    ],
    [
      "one place on two kinds of page",
      [aSlot("a", { pageKinds: ["home"] }), aSlot("b", { pageKinds: ["product"] })],
    ],
    [
      "one place, for one of them on leaving",
      [aBar("a", { trigger: { kind: "exit" } }), aBar("b", { trigger: { kind: "engaged", seconds: 9 } })],
    ],
    ["one place on two devices", [aSlot("a", { devices: ["phone"] }), aSlot("b", { devices: ["desktop"] })]],
    [
      "one place, one after the other",
      [aSlot("a", { schedule: { until: NOON + DAY } }), aSlot("b", { schedule: { from: NOON + DAY } })],
    ],
    [
      "one place, paths kept off each other",
      [
        aSlot("a", { pages: { in: ["/sale/*"], out: [] } }),
        aSlot("b", { pages: { in: [], out: ["/sale/*"] } }),
      ],
    ],
    ["a greater one with a cap", [aBar("a", { priority: 80 }), aBar("b", { priority: 40 })]],
    [
      "a greater one for some",
      [aSlot("a", { priority: 80, segmentsIn: ["loyal"] }), aSlot("b", { priority: 40 })],
    ],
    [
      "an offer before help, which alone shows at the checkout",
      [aSlot("a", { priority: 80, role: "offer" }), aSlot("b", { priority: 40 })],
    ],
    [
      "a code in an offer",
      [aSlot("a", { role: "offer", variants: [{ id: "a", share: 1, content: COUPON as never }] })],
    ],
    [
      "a question for notifications after a wish",
      [
        aBar("a", {
          placement: "overlay",
          trigger: AFTER_WISH,
          variants: [{ id: "a", share: 1, content: ASKING }],
        }),
      ],
    ],
    [
      "a question for notifications after an order",
      [
        aSlot("a", {
          pageKinds: ["thanks"],
          variants: [{ id: "a", share: 1, content: { ...ASKING, form: "inline" } }],
        }),
      ],
    ],
    [
      "a greater one for the invited alone",
      [aSlot("a", { priority: 80, isInvited: true }), aSlot("b", { priority: 40 })],
    ],
    [
      "a greater one from the fourth page on",
      [aSlot("a", { priority: 80, trigger: { kind: "nth_page", page: 4 } }), aSlot("b", { priority: 40 })],
    ],
    ...([EVERY_BLOCK.survey, EVERY_BLOCK.form] as const).map((block): [string, Campaign[]] => [
      `a greater one with a ${block.kind}, which is gone once it is answered`,
      [aSlot("a", { priority: 80, variants: showing(block) }), aSlot("b", { priority: 40 })],
    ]),
    [
      "a greater one that a button closes",
      [
        aSlot("a", {
          priority: 80,
          variants: showing({ kind: "actions", items: [{ label: "Not now" }] }),
        }),
        aSlot("b", { priority: 40 }),
      ],
    ],
    [
      "a greater one of a group with another",
      [
        aSlot("a", { priority: 80, exclusionGroup: "one" }),
        aSlot("b", { priority: 40 }),
        aSlot("c", { priority: 90, exclusionGroup: "one", placement: "aside", segmentsIn: ["loyal"] }),
      ],
    ],
    [
      "a greater bar without a cap, which stays away once it is closed",
      [
        aBar("a", { priority: 80, cap: null, schedule: { until: NOON + DAY } }),
        aBar("b", { priority: 40, schedule: { until: NOON + DAY } }),
      ],
    ],
    [
      "one place and priority for two invitations",
      [aSlot("a", { isInvited: true }), aSlot("b", { isInvited: true })],
    ],
    ["a perk that counts as help", [aSlot("a", { variants: offering({ kind: "perk", title: "Wrapped" }) })]],
    ["a bar without a cap that ends", [aBar("a", { cap: null, schedule: { until: NOON + DAY } })]],
  ])("%s", (_, campaigns) => {
    expect(found(campaigns)).toEqual([]);
  });

  test("the demo shop's", () => {
    expect(lint({ segments: demoSegments, campaigns: demoCampaigns }, NOON)).toEqual([]);
  });
});

describe("a fault is found", () => {
  test.each<[LintKind, string, Campaign[]]>([
    [
      "unreachable",
      "an offer on nothing but the cart",
      [aSlot("x", { role: "offer", pageKinds: ["cart", "checkout"] })],
    ],
    ["unreachable", "a bar on nothing but the checkout", [aBar("x", { pageKinds: ["checkout"] })]],
    ["unreachable", "pages that are all kept off", [aSlot("x", { pages: { in: ["/sale/*"], out: ["/*"] } })]],
    ["unreachable", "an end before the start", [aSlot("x", { schedule: { from: NOON + DAY, until: NOON } })]],
    ["unreachable", "an end that has passed", [aSlot("x", { schedule: { until: NOON - 1 } })]],
    [
      "unreachable",
      "the same segment in and out",
      [aSlot("x", { segmentsIn: ["new"], segmentsOut: ["new"] })],
    ],
    [
      "unreachable",
      "a segment within the one kept out",
      [aSlot("x", { segmentsIn: ["loyal"], segmentsOut: ["buyers"] })],
    ],
    [
      "checkout_code",
      "a code that counts as help",
      [aSlot("x", { variants: [{ id: "a", share: 1, content: COUPON as never }] })],
    ],
    ...PRICES.map((offer): [LintKind, string, Campaign[]] => [
      "checkout_code",
      `a lower price that counts as help: ${offer.kind}`,
      [aSlot("x", { variants: offering(offer) })],
    ]),
    [
      "uninvited",
      "all of the window covered before any click",
      [
        aBar("x", {
          placement: "overlay",
          trigger: { kind: "exit" },
          variants: [{ id: "a", share: 1, content: { ...BAR, form: "overlay", position: "full" } as never }],
        }),
      ],
    ],
    [
      "uninvited",
      "a question for notifications on arrival",
      [aBar("x", { placement: "overlay", variants: [{ id: "a", share: 1, content: ASKING }] })],
    ],
    [
      "uninvited",
      "a question for notifications in the checkout",
      [
        aSlot("x", {
          trigger: AFTER_WISH,
          variants: [{ id: "a", share: 1, content: { ...ASKING, form: "inline" } }],
        }),
      ],
    ],
    ["endless", "a bar without cap and end", [aBar("x", { cap: null })]],
    ["endless", "a countdown to no end", [aSlot("x", { variants: COUNTDOWN })]],
    ["unmeasured", "nobody held out", [aSlot("x", { holdoutShare: 0 })]],
    ["shadowed", "a greater one for all", [aSlot("a", { priority: 80 }), aSlot("x", { priority: 40 })]],
    [
      "shadowed",
      "a greater one on all its pages",
      [
        aSlot("a", { priority: 80, pages: { in: ["/p/*"], out: [] } }),
        aSlot("x", { priority: 40, pages: { in: ["/p/lamps/*"], out: [] } }),
      ],
    ],
    ["shadowed", "one of the same priority, by its id", [aSlot("a"), aSlot("x")]],
    ["colliding", "the same place and priority", [aBar("a"), aBar("x")]],
    [
      "colliding",
      "the same for segments that overlap",
      [
        aSlot("a", { segmentsIn: ["buyers"], cap: { times: 1, days: 1 } }),
        aSlot("x", { segmentsIn: ["loyal"] }),
      ],
    ],
  ])("%s: %s", (kind, _, campaigns) => {
    expect(kinds(campaigns)).toEqual([`${kind} x`]);
  });

  test("a segment that contradicts itself, and the campaign that waits for it", () => {
    const never = aSegment("never", {
      all: [orders("gte", 3), { any: [orders("lte", 2), orders("eq", 1)] }],
    });
    const [segment, campaign] = found([aSlot("x", { segmentsIn: ["never"] })], { segments: [never] });
    expect(segment).toMatchObject({
      kind: "contradictory",
      level: "bad",
      segment: "never",
      text: "Nobody can be in “Segment never”: “Orders at least 3” and “Orders at most 2” exclude each other.",
    });
    expect(campaign).toMatchObject({ kind: "unreachable", campaign: "x" });
  });
});

describe("by the shop's own figures", () => {
  const anOffer = (offer: Offer, changes: Partial<Campaign> = {}) =>
    aSlot("x", { role: "offer", variants: offering(offer), ...changes });
  const fifty: Offer = { kind: "amount", amountMinor: 5000, currency: "PLN" };
  const typicalOrder = (valueMinor: number, currency = "PLN") => ({
    shop: { typicalOrder: { valueMinor, currency } },
  });
  const bigSpenders = aSegment("big", { field: "average_order", op: "gte", value: 5000 });

  test("50 zł means nothing where half of all buyers pay 5,000 (E11)", () => {
    const [finding] = found([anOffer(fifty)], typicalOrder(500_000));
    expect(finding).toMatchObject({ kind: "immaterial", level: "warn", campaign: "x" });
    expect(finding!.text).toContain("50 PLN off is under 2 % of what half of all buyers pay");
  });
  test("nor to those who pay that much, whatever the others do", () => {
    const rules = { segments: [bigSpenders], ...typicalOrder(20_000) };
    expect(kinds([anOffer(fifty, { segmentsIn: ["big"] })], rules)).toEqual(["immaterial x"]);
    expect(kinds([anOffer(fifty)], rules)).toEqual([]);
  });
  test("1 % means nothing to anybody; what is 2 % or no money does", () => {
    expect(kinds([anOffer({ kind: "percent", percent: 1 })])).toEqual(["immaterial x"]);
    for (const sound of [
      anOffer({ kind: "percent", percent: 2 }),
      anOffer({ kind: "perk", title: "Wrapped" }),
      anOffer(fifty),
    ])
      expect(found([sound], typicalOrder(250_000))).toEqual([]);
    expect(found([anOffer(fifty)], typicalOrder(500_000, "EUR"))).toEqual([]);
  });
  test("a code needs a pool, and one that is left", () => {
    const coupon = aSlot("x", { role: "offer", variants: [{ id: "a", share: 1, content: COUPON as never }] });
    const levels = (freeCodes: Record<string, number>) =>
      found([coupon], { shop: { freeCodes } }).map(({ kind, level }) => `${kind} ${level}`);
    expect(levels({})).toEqual(["codeless bad"]);
    expect(levels({ ten: 0 })).toEqual(["codeless warn"]);
    expect(levels({ ten: 1 })).toEqual([]);
  });
});

describe("a contradiction", () => {
  test.each<[string, Condition]>([
    ["two numbers apart", { all: [orders("gt", 2), orders("lt", 2)] }],
    ["a number and its opposite", { all: [orders("eq", 2), { none: [orders("eq", 2)] }] }],
    ["a range and what is outside of it", { all: [orders("between", [2, 4]), { none: [orders("gte", 1)] }] }],
    [
      "three together",
      {
        all: [
          orders("between", [1, 3]),
          { none: [orders("between", [1, 2])] },
          { none: [orders("between", [2, 3])] },
        ],
      },
    ],
    [
      "two texts",
      {
        all: [
          { field: "channel", op: "is", value: "paid" },
          { field: "channel", op: "is", value: "email" },
        ],
      },
    ],
    ["yes and no", { all: [isIn("buyers"), isIn("buyers", false)] }],
    ["another segment's condition", { all: [isIn("new"), isIn("loyal")] }],
    [
      "each of some ways",
      { any: [{ all: [orders("eq", 1), orders("eq", 2)] }, { all: [isIn("new"), isIn("buyers")] }] },
    ],
    [
      "a word and not that word",
      {
        all: [
          { field: "city", op: "contains", value: "ow" },
          { none: [{ field: "city", op: "contains", value: "ow" }] },
        ],
      },
    ],
    ["no way at all", { any: [] }],
  ])("%s is told", (_, condition) => {
    expect(contradictionIn(condition, SEGMENTS)).toBeDefined();
  });

  test.each<[string, Condition]>([
    ["nothing asked", { all: [] }],
    ["numbers that meet", { all: [orders("gte", 2), orders("lte", 2)] }],
    ["one way left", { any: [{ all: [orders("eq", 1), orders("eq", 2)] }, orders("eq", 3)] }],
    [
      "two windows",
      {
        all: [
          { field: "products", days: 7, op: "gte", value: 3 },
          { field: "products", days: 30, op: "lte", value: 2 },
        ],
      },
    ],
    [
      "two categories",
      {
        all: [
          { field: "interest", of: "Light", op: "gte", value: 0.5 },
          { field: "interest", of: "Rugs", op: "lte", value: 0.1 },
        ],
      },
    ],
    ["not known and not equal", { none: [orders("known", undefined), orders("eq", 2)] }],
    [
      "a piece and another word",
      {
        all: [
          { field: "city", op: "contains", value: "ow" },
          { field: "city", op: "is_not", value: "Lublin" },
        ],
      },
    ],
  ])("%s is none", (_, condition) => {
    expect(contradictionIn(condition, SEGMENTS)).toBeUndefined();
  });
});

test.each(TRADES)("no persona of the trade %s contradicts itself", (trade) => {
  const at = Object.fromEntries(
    Object.entries(thresholdsOf({ trade, thresholds: {} }, {})).map(([name, { value }]) => [name, value]),
  ) as Thresholds;
  for (const { condition } of personasOf(trade)) expect(contradictionIn(condition(at), [])).toBeUndefined();
});
