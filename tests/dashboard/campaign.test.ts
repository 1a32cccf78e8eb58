import { describe, expect, test } from "vitest";
import { standingOf } from "../../dashboard/components/campaign-status/status.ts";
import { KINDS } from "../../dashboard/pages/campaign/blocks/registry.ts";
import {
  changedBlock,
  inForm,
  MOST_BLOCKS,
  mayAdd,
  movedBlock,
  withBlock,
  withoutBlock,
  withPart,
} from "../../dashboard/pages/campaign/content.ts";
import { findingsOf } from "../../dashboard/pages/campaign/findings.ts";
import { freeVariant } from "../../dashboard/pages/campaign/free-variant.ts";
import { atClock, onClock } from "../../dashboard/pages/campaign/schedule.ts";
import { TRIGGERS } from "../../dashboard/pages/campaign/triggers.ts";
import { saySummary, sayWhen, titleOf } from "../../dashboard/pages/campaign/words.ts";
import type { Campaign } from "../../model/campaign.ts";
import type { Content } from "../../model/content.ts";
import { CLOSED_DAYS } from "../../model/showings.ts";

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
/** Only the browser can tell; here a text with a bracket that is never closed is none. */
const isSelector = (text: string) => !/\[[^\]]*$/.test(text);
const findings = (change: Partial<Campaign>) =>
  findingsOf({ ...rescue, ...change }, { segments: [WAITS], campaigns: [] }, NOW, isSelector).map(
    ({ step, text }) => `${step}: ${text}`,
  );

test("a content is called by its headline, else by what it asks", () => {
  const question = { name: "why", ask: "What is missing today?", answer: "text" as const };
  const survey = {
    kind: "survey" as const,
    questions: [question],
    atMost: 1,
    send: "Send",
    thanks: "Thanks",
  };
  expect(titleOf({ form: "overlay", blocks: [survey, ...content.blocks] })).toMatch(/^Your/);
  expect(titleOf({ form: "overlay", blocks: [survey] })).toBe("What is missing today?");
});

const CLOSED = `Closed, it stays away for ${CLOSED_DAYS} days.`;
test("the summary says who, where, when, how often, and what a close does", () => {
  expect(saySummary(rescue, () => "Cart waits", "UTC", NOW)).toBe(
    "Visitors in Cart waits see it in the bar, on home and product pages. After 8\u00a0s of attention. At most 2 times in 3\u00a0days. " +
      CLOSED,
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
  expect(sayWhen({ ...rescue, trigger }, "UTC", NOW)).toBe(
    `${words}. At most 2 times in 3\u00a0days. ${CLOSED}`,
  );
});

const WARSAW = "Europe/Warsaw";
test.each([
  ["in winter", "2026-11-30", "18:00", "2026-11-30T17:00:00Z"],
  ["in summer", "2026-07-30", "18:00", "2026-07-30T16:00:00Z"],
  ["at midnight where none is said", "2026-11-30", "", "2026-11-29T23:00:00Z"],
  ["before the hour that is there twice", "2026-10-25", "01:30", "2026-10-24T23:30:00Z"],
  ["the first time of an hour that is there twice", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"],
  ["after it", "2026-10-25", "03:30", "2026-10-25T02:30:00Z"],
  ["an hour later, of an hour that is left out", "2026-03-29", "02:30", "2026-03-29T01:30:00Z"],
  ["with seconds", "2026-11-30", "23:59:59", "2026-11-30T22:59:59Z"],
])("the schedule is the shop's clock: %s", (_, date, time, instant) => {
  expect(atClock({ date, time }, WARSAW)).toBe(Date.parse(instant));
});

test("what is saved is shown as the shop's clock has it, and stays so on another day of another season", () => {
  const end = Date.parse("2026-11-30T17:00:00Z");
  expect(onClock(end, WARSAW)).toEqual({ date: "2026-11-30", time: "18:00" });
  expect(onClock(end - 1000, WARSAW)).toEqual({ date: "2026-11-30", time: "17:59:59" });
  const inJuly = atClock({ ...onClock(end, WARSAW), date: "2026-07-01" }, WARSAW)!;
  expect(onClock(inJuly, WARSAW)).toEqual({ date: "2026-07-01", time: "18:00" });
});

test("a year that is still being typed changes nothing", () => {
  expect(atClock({ date: "0202-11-30", time: "18:00" }, WARSAW)).toBeUndefined();
});

test("a summary says hours where there are any", () => {
  const from = Date.parse("2026-11-22T23:00:00Z");
  const until = Date.parse("2026-11-30T17:00:00Z");
  expect(sayWhen({ ...rescue, schedule: { from, until } }, WARSAW, NOW)).toMatch(
    "After 8\u00a0s of attention, from 23\u00a0Nov, until 30\u00a0Nov 18:00.",
  );
});

test("each trigger begins as one that can be chosen, and the dashboard knows them all", () => {
  for (const [kind, { begin }] of Object.entries(TRIGGERS)) expect(begin.kind).toBe(kind);
  const ready = Object.values(TRIGGERS).filter(
    ({ begin }) => begin.kind !== "click" && begin.kind !== "event",
  );
  for (const { begin } of ready) expect(findings({ trigger: begin })).toEqual([]);
  expect(findings({ trigger: TRIGGERS.click.begin })).toEqual(["when: Selector: must not be empty."]);
});

describe("editing a content", () => {
  const kindsOf = ({ blocks }: Content) => blocks.map(({ kind }) => kind);
  const text = { kind: "text" as const, text: "More of it." };

  test("only an overlay has a position and a teaser", () => {
    const corner: Content = { ...content, form: "overlay", position: "corner", teaser: "Help with the cart" };
    expect(inForm(corner, "overlay")).toEqual(corner);
    expect(inForm(corner, "bar")).toEqual(content);
    expect(inForm(content, "overlay").position).toBe("centre");
  });
  test("what is new stands before the buttons, and buttons at the end", () => {
    expect(kindsOf(withBlock(content, text))).toEqual(["head", "text", "actions"]);
    const bare: Content = { form: "inline", blocks: [text] };
    expect(kindsOf(withBlock(bare, content.blocks[1]!))).toEqual(["text", "actions"]);
  });
  test("a block changes places with its neighbour, and nothing moves past an end", () => {
    expect(kindsOf(movedBlock(content, 0, 1))).toEqual(["actions", "head"]);
    expect(movedBlock(content, 0, -1)).toEqual(content);
    expect(movedBlock(content, 1, 1)).toEqual(content);
  });
  test("an optional field that was emptied is gone, so that nothing has changed", () => {
    const more = changedBlock(content, 0, { over: "Wait" });
    expect(more.blocks[0]).toHaveProperty("over", "Wait");
    expect(changedBlock(more, 0, { over: undefined } as object)).toEqual(content);
    expect(withPart({ ...content, teaser: "Help" }, { teaser: undefined } as object)).toEqual(content);
  });
  test("the last block stays, and what is said of a progress goes with it", () => {
    const progress = { kind: "progress" as const, thresholdMinor: 8000, label: "On the way" };
    const full: Content = { ...withBlock(content, progress), reached: "There you are" };
    expect(withoutBlock(full, 0)).toHaveProperty("reached");
    expect(withoutBlock(full, 1)).toEqual(content);
    const one: Content = { form: "inline", blocks: [text] };
    expect(withoutBlock(one, 0)).toBe(one);
  });
  test("there is one headline, and never more blocks than a content may have", () => {
    expect(mayAdd(content, "head")).toBe(false);
    expect(mayAdd(content, "text")).toBe(true);
    expect(mayAdd({ ...content, blocks: new Array(MOST_BLOCKS).fill(text) }, "text")).toBe(false);
  });
  test("each kind begins as one of its own", () => {
    for (const [kind, entry] of Object.entries(KINDS)) expect(entry.begin("EUR").kind).toBe(kind);
  });
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
    const variants = [{ ...rescue.variants[0]!, content: inForm(content, "overlay") }];
    const overlay = { placement: "overlay", variants };
    expect(findings({ ...overlay, trigger: { kind: "at_once" } })[0]).toMatch(/^when: An overlay at once/);
    expect(findings({ ...overlay, pageKinds: ["checkout"] })[0]).toMatch(
      /^where: What lies over the page never shows/,
    );
  });
  test("a deleted segment is named", () => {
    expect(findings({ segmentsOut: ["gone"] })).toEqual(["who: Segments: gone has been deleted."]);
  });
  test("a selector of a place that is none is named", () => {
    const place = { where: "after" as const, reservePx: { phone: 200, wide: 160 } };
    expect(findings({ placement: "page", place: { ...place, selector: "main [" } })).toContain(
      "where: Selector: what stands there is no CSS selector.",
    );
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
    "Starts 1\u00a0Dec 14:20",
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

test("a variant that is added has an id that none of the campaign has, or had", () => {
  expect([freeVariant([]), freeVariant(["a", "c"]), freeVariant(["a", "c", "b"])]).toEqual(["a", "b", "d"]);
  expect(freeVariant([..."abcdefghijklmnopqrstuvwxyz"])).toBe("a2");
});
