import { expect, it } from "vitest";
import { type Noticed, notice } from "../../demo/shop/noticed.ts";

const names = (id: string) => (id === "welcome" ? "Welcome offer" : id);
const sentence = (row: Noticed | undefined) =>
  row && [row.name, row.text, row.subject].filter(Boolean).join(" ");

it.each<[string, string, Record<string, unknown>]>([
  [
    "compare 3 products of one category in 10 minutes: Light",
    "micro_moment",
    { moment: "compare", subject: "Light" },
  ],
  [
    "hesitate A product put in the cart, taken out, put in again within 5 minutes: Table lamp Sowa",
    "micro_moment",
    { moment: "hesitate", subject: "lamp-sowa" },
  ],
  ["account Sent the form of a new account.", "micro_moment", { moment: "account" }],
  ["winked Recognised on this device.", "micro_moment", { moment: "winked" }],
  ["cart 1 product, €89.00.", "cart", { lines: [{ id: "lamp-sowa", quantity: 1 }], valueMinor: 8900 }],
  ["cart Empty.", "cart", { lines: [], valueMinor: 0 }],
  ["search 0 results for earbuds", "search", { term: "earbuds", results: 0 }],
  ["shown as a bar: Welcome offer", "exposure", { campaign: "welcome", variant: "a", placement: "bar" }],
  ["visit A visit begins, directly.", "page_view", { path: "/", landing: {} }],
  ["payment Failed: card declined", "payment_failed", { reason: "card_declined" }],
])("the drawer says “%s”", (said, name, props) => {
  expect(sentence(notice({ name, props, at: 1 }, names))).toBe(said);
});

it.each(["view_item", "user_engagement", "custom:anything"])("%s is worth no row of its own", (name) => {
  expect(notice({ name, props: {}, at: 1 }, names)).toBeUndefined();
});
