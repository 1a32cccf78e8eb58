/** Through whose eyes a notification is previewed: a real visitor's, with their cart and what they looked at. */
import { computed, signal } from "@preact/signals";
import { price } from "../../../../tracker/render/device-texts.ts";
import { getPush, getVisitor, getVisitors } from "../../../api.ts";
import type { Beholder } from "../../../components/notification/notice.ts";
import { reading } from "../../../reading.ts";
import { site } from "../../../site.ts";
import { language } from "../../../words.ts";
import { you } from "../../../you.ts";
import { personaOf, seenBy } from "../../campaign/persona.ts";

const MOST_LISTED = 20;
export const push = reading(getPush);
export const whose = signal("");
export const newest = signal<{ id: string; cartMinor: number }[]>([]);
const card = reading(() => getVisitor(whose.value, { path: "/", kind: "home" }));

/** Once a visit to the page: the preview should not change under the hands. */
export async function loadBeholders(): Promise<void> {
  void push.load();
  const answer = await getVisitors({ segment: undefined, before: undefined });
  newest.value = "value" in answer ? answer.value.visitors.slice(0, MOST_LISTED) : [];
  const id = personaOf(newest.value, you.value);
  if (id && !whose.value) await lookAs(id);
}
export async function lookAs(visitor: string): Promise<void> {
  whose.value = visitor;
  await card.load();
}

export const beholder = computed((): Beholder => {
  const known = card.value.value;
  const { name = "", origins = [] } = site.value ?? {};
  const shop = {
    shop: name,
    host: (origins[0] ?? location.origin).replace(/^https?:\/\//, ""),
    icon: push.value.value?.settings.icon,
  };
  if (!known) return { ...shop, token: () => undefined, picture: () => undefined };
  const { texts, reader } = seenBy(known);
  const { cart, recent, bought } = texts;
  const values: Record<string, string | undefined> = {
    "cart.first.name": cart?.lines[0]?.name,
    "cart.value": cart?.currency ? price(cart.valueMinor, cart.currency, language) : undefined,
    "last_viewed.name": recent[0]?.name,
    "last_purchased.name": bought?.[0]?.name,
    city: reader.city,
  };
  const trait = (token: string) => reader.trait(token.replace(/^trait\./, ""));
  return {
    ...shop,
    token: (token) => (token.startsWith("trait.") ? trait(token)?.toString() : values[token]),
    picture: (of) => (of === "cart" ? cart?.lines[0]?.image : recent[0]?.image),
  };
});
