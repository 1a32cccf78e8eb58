/** The custom pixel of docs/shopify.md, as it stands there. */
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { expect, test } from "vitest";
import { parseEvent } from "../../model/event.ts";
import { type SyncRequest, syncRequestSchema } from "../../model/sync.ts";

const documented = readFileSync(new URL("../../docs/shopify.md", import.meta.url), "utf8");
const [, pixel = ""] = /```js\n(.*?)```/s.exec(documented)!;

/** Lets the pixel hear the events one by one; gives what it sent and what it kept. */
async function hear(...events: [name: string, data?: object][]) {
  const listeners: Record<string, (event: { data: object }) => Promise<void>> = {};
  const kept: Record<string, string> = {};
  const sent: SyncRequest[] = [];
  new Function("analytics", "browser", "fetch", pixel)(
    { subscribe: (name: string, listener: (typeof listeners)[string]) => (listeners[name] = listener) },
    {
      localStorage: {
        getItem: async (key: string) => kept[key] ?? null,
        setItem: async (key: string, value: string) => {
          kept[key] = value;
        },
      },
    },
    async (url: string, { body }: { body: string }) => {
      expect(url).toBe("https://EDGE/v1/sync");
      sent.push(v.parse(syncRequestSchema, JSON.parse(body)));
    },
  );
  await Promise.all(events.map(([name, data = {}]) => listeners[name]!({ data })));
  return { sent, kept };
}

const checkout = {
  order: { id: "gid://shopify/OrderIdentity/5402" },
  currencyCode: "EUR",
  totalPrice: { amount: 263.99, currencyCode: "EUR" },
  email: "somebody@example.com",
  lineItems: [
    { quantity: 2, variant: { price: { amount: 129 }, product: { id: "632910392" } } },
    { quantity: 1, variant: { price: { amount: 5.99 }, product: { id: "921728736" } } },
  ],
};

test("each step is sent once, under a name of its own, as an event that the edge takes", async () => {
  const { sent, kept } = await hear(
    ["checkout_started"],
    ["checkout_shipping_info_submitted"],
    ["payment_info_submitted"],
    ["checkout_completed", { checkout }],
  );
  const runs = sent.flatMap((request) => request.runs);
  expect(runs.map(({ from }) => from)).toEqual([0, 1, 2, 3]);
  expect(new Set(runs.map(({ writer }) => writer)).size).toBe(1);
  expect(new Set(sent.map(({ secret }) => secret))).toEqual(new Set([kept["impuls-pixel"]]));
  const events = runs.flatMap((run) => run.events.map(({ name, props }) => parseEvent(name, props)));
  expect(events).toEqual([
    { event: { name: "begin_checkout", props: {} } },
    { event: { name: "add_shipping_info", props: {} } },
    { event: { name: "add_payment_info", props: {} } },
    {
      event: {
        name: "purchase",
        props: {
          orderId: "5402",
          valueMinor: 26399,
          currency: "EUR",
          lines: [
            { id: "632910392", quantity: 2, priceMinor: 12900 },
            { id: "921728736", quantity: 1, priceMinor: 599 },
          ],
        },
      },
    },
  ]);
});

test("nothing of the customer is sent", async () => {
  const { sent } = await hear(["checkout_completed", { checkout }]);
  expect(JSON.stringify(sent)).not.toContain("somebody");
});
