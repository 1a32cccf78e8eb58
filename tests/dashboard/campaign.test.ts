import { describe, expect, test } from "vitest";
import { standingOf } from "../../dashboard/components/campaign-status/status.ts";
import { contentOf, fieldsOf } from "../../dashboard/pages/campaign/content.ts";
import { findingsOf } from "../../dashboard/pages/campaign/findings.ts";
import { TRIGGERS } from "../../dashboard/pages/campaign/triggers.ts";
import { saySummary, sayWhen } from "../../dashboard/pages/campaign/words.ts";
import type { Campaign } from "../../model/campaign.ts";
import type { Content } from "../../model/content.ts";

const NOW = Date.parse("2026-11-22T14:20:00Z");
const content: Content = {
  form: "bar",
  blocks: [
    { kind: "head", title: "Your {{cart.first.name|choice}} waits", text: "We keep it." },
    { kind: "actions", items: [{ label: "To the cart", href: "/cart/", primary: true }] },
  ],
};
const rescue: Campaign = {
  id: "cart-rescue",
  name: "Cart rescue",
  status: "published",
  placement: "bar",
  role: "help",
  segmentsIn: ["waits"],
  segmentsOut: [],
  pages: { in: [], out: [] },
  pageKinds: ["home", "product"],
  devices: [],
  schedule: {},
  trigger: { kind: "engaged", seconds: 8 },
  priority: 60,
  valueMinor: 0,
  cap: { times: 2, days: 3 },
  holdoutShare: 0.1,
  variants: [{ id: "a", share: 1, content }],
  why: "You have put something in the cart.",
};
const WAITS = { id: "waits", name: "Cart waits", condition: { field: "cart_value", op: "gt", value: 0 } };
const findings = (change: Partial<Campaign>) =>
  findingsOf({ ...rescue, ...change }, { segments: [WAITS], campaigns: [] }, NOW).map(
    ({ step, text }) => `${step}: ${text}`,
  );

test("the summary says who, where, when and how often", () => {
  expect(saySummary(rescue, () => "Cart waits", "UTC", NOW)).toBe(
    "Visitors in Cart waits see it in the bar, on home and product pages. After 8\u00a0s of attention. At most 2 times in 3\u00a0days.",
  );
});

test.each<[Campaign["trigger"], string]>([
  [{ kind: "scroll", share: 0.6 }, "Once 60\u00a0% of the page has been seen"],
  [{ kind: "idle", seconds: 20 }, "After 20\u00a0s without a touch"],
  [{ kind: "click", selector: ".size" }, "At a click on .size"],
  [{ kind: "event", event: "size_guide" }, "At the event size_guide"],
  [{ kind: "moment", moment: "hesitate" }, "At the moment “Hesitating”"],
  [{ kind: "cart_change" }, "When the cart changes"],
  [{ kind: "nth_page", page: 3 }, "From page 3 of the visit"],
  [{ kind: "return", awaySeconds: 30 }, "On coming back to the tab after 30\u00a0s"],
  [{ kind: "exit" }, "When the visitor is about to leave"],
])("the trigger %o is said in words", (trigger, words) => {
  expect(sayWhen({ ...rescue, trigger }, "UTC", NOW)).toBe(`${words}. At most 2 times in 3\u00a0days.`);
});

test("each trigger begins as one that can be chosen, and the dashboard knows them all", () => {
  for (const [kind, { begin }] of Object.entries(TRIGGERS)) expect(begin.kind).toBe(kind);
  const ready = Object.values(TRIGGERS).filter(
    ({ begin }) => begin.kind !== "click" && begin.kind !== "event",
  );
  for (const { begin } of ready) expect(findings({ trigger: begin })).toEqual([]);
  expect(findings({ trigger: TRIGGERS.click.begin })).toEqual(["when: Selector: must not be empty."]);
});

test("an overlay keeps its position and teaser through the fields, and loses them as a bar", () => {
  const overlay: Content = { ...content, form: "overlay", position: "corner", teaser: "Help with the cart" };
  expect(contentOf("overlay", fieldsOf(overlay))).toEqual(overlay);
  expect(contentOf("bar", fieldsOf(overlay))).toEqual(content);
});

test("fields and back give the same content", () => {
  const full: Content = {
    form: "inline",
    blocks: [
      ...content.blocks.slice(0, 1),
      { kind: "text", text: "More of it." },
      { kind: "products", source: "cart", limit: 2 },
      { kind: "progress", thresholdMinor: 8000, label: "On the way" },
      ...content.blocks.slice(1),
    ],
    reached: "There you are",
  };
  expect(contentOf("inline", fieldsOf(full))).toEqual(full);
});

describe("before publishing", () => {
  test("a complete campaign has nothing to put right", () => {
    expect(findings({})).toEqual([]);
  });
  test("a token without a fall-back is found in its headline", () => {
    const bare = { ...content, blocks: [{ kind: "head" as const, title: "Your {{cart.first.name}} waits" }] };
    expect(findings({ variants: [{ id: "a", share: 1, content: bare }] })[0]).toMatch(
      /^what: Headline: tokens as \{\{name\|fall-back\}\}/,
    );
  });
  test("an offer for the cart alone can never show", () => {
    expect(findings({ role: "offer", pageKinds: ["cart"] })[0]).toMatch(/^where: An offer never shows/);
  });
  test("products in the bar are worth a second thought", () => {
    const shelf: Content = {
      ...content,
      blocks: [...content.blocks, { kind: "products", source: "cart", limit: 2 }],
    };
    expect(findings({ variants: [{ id: "a", share: 1, content: shelf }] })[0]).toMatch(
      /^what: The bar is one line/,
    );
  });
  test("all of the window is covered only after a click", () => {
    const full: Content = { ...content, form: "overlay", position: "full" };
    const variants = [{ id: "a", share: 1, content: full }];
    const overlay = { placement: "overlay", variants };
    expect(findings({ ...overlay, trigger: { kind: "exit" } })[0]).toMatch(
      /^when: What covers all of the window/,
    );
    expect(findings({ ...overlay, trigger: { kind: "click", selector: "#quiz" } })).toEqual([]);
  });
  test("an overlay at once is worth a second thought, and for the checkout alone it can never show", () => {
    const overlay = { placement: "overlay" };
    expect(findings({ ...overlay, trigger: { kind: "at_once" } })[0]).toMatch(/^when: An overlay at once/);
    expect(findings({ ...overlay, pageKinds: ["checkout"] })[0]).toMatch(
      /^where: What lies over the page never shows/,
    );
  });
  test("a deleted segment is named", () => {
    expect(findings({ segmentsOut: ["gone"] })).toEqual(["who: Segments: gone has been deleted."]);
  });
  test("nobody held out is worth a second thought", () => {
    expect(findings({ holdoutShare: 0 })[0]).toMatch(/^measure: Nobody is held out/);
  });
});

test.each([
  [{ status: "draft" as const, schedule: {}, isPublished: false }, "Draft"],
  [{ status: "published" as const, schedule: {}, isPublished: true }, "Published"],
  [{ status: "published" as const, schedule: {}, isPublished: false }, "Not live yet"],
  [
    { status: "published" as const, schedule: { from: NOW + 9 * 86_400_000 }, isPublished: true },
    "Starts 1\u00a0Dec",
  ],
  [{ status: "published" as const, schedule: { until: NOW - 1 }, isPublished: true }, "Over"],
  [{ status: "paused" as const, schedule: {}, isPublished: true }, "Paused, still live"],
])("%o reads %s", (campaign, word) => {
  expect(standingOf(campaign, "UTC", NOW).word).toBe(word);
});

test("a button whose address is still to come is worth a second thought", () => {
  const blocks: Content["blocks"] = [
    { kind: "head", title: "Good to see you again" },
    { kind: "actions", items: [{ label: "What is new", href: "#" }] },
  ];
  const variants = [{ id: "a", share: 1, content: { form: "bar" as const, blocks } }];
  expect(findings({ variants })).toEqual(["what: The button “What is new” leads nowhere yet."]);
});
