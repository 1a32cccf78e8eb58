/** A walk through the shop, page after page: what happens when, and what the cart then holds. */
import type { Event, Landing } from "../../model/event.ts";
import { type DeliveryId, deliveryMinor } from "../prices.ts";
import { CURRENCY, type Product } from "../products.ts";
import type { CartLine } from "../shop/cart.ts";
import { orderNumber } from "../shop/order.ts";
import type { Chance } from "./chance.ts";
import { cartPage, checkoutPage, itemOf, type Page, thanksPage } from "./pages.ts";

/** Something recorded on the device. */
export interface Happening {
  /** Epoch ms. */
  at: number;
  event: Event;
}

/** One page load of a visit. */
export interface PageLoad {
  page: Page;
  /** Epoch ms. */
  at: number;
  leftAt: number;
  /** How far down, 0 to 1. */
  scrollShare: number;
  /** Known to the first sync of the page. */
  onLoad: Happening[];
  /** After it, while the visitor is there; the last one is the engagement. */
  later: Happening[];
  /** Longest time without input. */
  idleMs: number;
}

const DECLINED: readonly Event[] = [
  { name: "add_payment_info", props: { type: "card" } },
  { name: "payment_failed", props: { reason: "card_declined" } },
];
const PHONE_STAY_SHARE = 0.8;
/** Of the cart: from there on going back from delivery is put down to its price, as the device does. */
const DEAR_SHARE = 0.15;

export class Walk {
  readonly loads: PageLoad[] = [];
  at: number;
  cart: CartLine[];
  readonly #chance: Chance;
  readonly #stayShare: number;
  #landing: Landing | undefined;

  constructor(chance: Chance, start: { at: number; cart: CartLine[]; isPhone: boolean; landing?: Landing }) {
    this.#chance = chance;
    this.at = start.at;
    this.cart = start.cart.map((line) => ({ ...line }));
    this.#stayShare = start.isPhone ? PHONE_STAY_SHARE : 1;
    this.#landing = start.landing;
  }

  /** Loads a page and stays about `typicalSeconds`; `meanwhile` is spread over that time. */
  open(page: Page, typicalSeconds: number, meanwhile: Event[] = [], idleMs = 0): void {
    const chance = this.#chance;
    const stayMs = 3000 + chance.around(typicalSeconds * 1000 * this.#stayShare) + idleMs;
    const { at } = this;
    const leftAt = at + stayMs;
    const landing = this.#landing;
    this.#landing = undefined;
    const view: Event = {
      name: "page_view",
      props: { path: page.path, title: page.title, kind: page.kind, ...(landing && { landing }) },
    };
    const scrollShare = Math.round(100 * Math.min(1, 0.25 + chance.next() * 0.9)) / 100;
    const engagedMs = Math.round((stayMs - idleMs) * (0.6 + chance.next() * 0.35));
    this.loads.push({
      page,
      at,
      leftAt,
      scrollShare,
      onLoad: [view, ...page.reports].map((event, i) => ({ at: at + 40 * i, event })),
      later: [
        ...meanwhile.map((event, i) => ({
          at: at + 2000 + Math.round(((i + 0.7) / (meanwhile.length + 1)) * (stayMs - 2000)),
          event,
        })),
        {
          at: leftAt,
          event: { name: "user_engagement", props: { path: page.path, engagedMs, scrollShare } },
        },
      ],
      idleMs,
    });
    this.at = leftAt + chance.between(150, 900);
  }

  /** The events of setting how many pieces of a product are in the cart. */
  setQuantity(product: Product, quantity: number): Event[] {
    const before = this.cart.find((line) => line.product.id === product.id)?.quantity ?? 0;
    const others = this.cart.filter((line) => line.product.id !== product.id);
    this.cart = quantity > 0 ? [...others, { product, quantity }] : others;
    const change = { item: itemOf(product), quantity: Math.abs(quantity - before) };
    return [
      quantity > before
        ? { name: "add_to_cart", props: change }
        : { name: "remove_from_cart", props: change },
      this.#cartEvent(),
    ];
  }

  put(product: Product): Event[] {
    const before = this.cart.find((line) => line.product.id === product.id)?.quantity ?? 0;
    return this.setQuantity(product, before + 1);
  }

  /** Looks at the cart: most just look, some doubt, some take a piece out. What was the only piece stays in. */
  openCart(): void {
    const chance = this.#chance;
    const { product, quantity } = chance.pick(this.cart);
    const isOut = this.cart.length > 1 && chance.happens(0.14);
    const isInAndOut = !isOut && chance.happens(0.09);
    const meanwhile = isOut
      ? this.setQuantity(product, 0)
      : isInAndOut
        ? [...this.setQuantity(product, 0), ...this.setQuantity(product, quantity)]
        : [];
    this.open(cartPage, 25, meanwhile, chance.happens(0.08) ? chance.between(61, 150) * 1000 : 0);
  }

  /** To the thank-you page; returns the order's value, minor units. `declares`: of whom an account is opened on the way. */
  order(declares: Record<string, string | boolean> | undefined): number {
    const chance = this.#chance;
    const { tier, tries } = this.#fillCheckout();
    this.open(checkoutPage, 120, [
      { name: "add_shipping_info", props: { tier } },
      ...tries,
      { name: "add_payment_info", props: { type: chance.happens(0.6) ? "card" : "transfer" } },
      ...(declares ? [{ name: "identify" as const, props: { traits: declares } }] : []),
    ]);
    const lines = this.cart;
    const products = this.#valueMinor();
    const valueMinor = products + deliveryMinor(tier, products);
    this.cart = [];
    const purchase: Event = {
      name: "purchase",
      props: { orderId: orderNumber(this.at), valueMinor, currency: CURRENCY, lines: lines.map(lineOf) },
    };
    this.open(thanksPage(purchase, this.#cartEvent()), 20);
    return valueMinor;
  }

  /** Gives up at the delivery's price, at a form's fault, or at a declined card. */
  abandonCheckout(): void {
    const chance = this.#chance;
    const { tier } = this.#fillCheckout();
    const shipping: Event = { name: "add_shipping_info", props: { tier } };
    const products = this.#valueMinor();
    const shock = deliveryMinor(tier, products) / products;
    const dear: Event[] =
      shock >= DEAR_SHARE
        ? [{ name: "micro_moment", props: { moment: "delivery_cost", strength: Math.min(1, shock) } }]
        : [];
    this.open(
      checkoutPage,
      45,
      chance.weighted<Event[]>([
        [[], 40],
        [[{ name: "form_error", props: { field: "postcode" } }], 15],
        [[shipping, ...dear], 30],
        [[shipping, ...DECLINED], 15],
      ]),
    );
  }

  #fillCheckout(): { tier: DeliveryId; tries: readonly Event[] } {
    const chance = this.#chance;
    const tier = chance.weighted<DeliveryId>([
      ["courier", 35],
      ["locker", 55],
      ["store", 10],
    ]);
    const isDeclined = chance.happens(0.12);
    return { tier, tries: isDeclined ? DECLINED : [] };
  }

  #valueMinor(): number {
    return this.cart.reduce((sum, { product, quantity }) => sum + product.priceMinor * quantity, 0);
  }

  #cartEvent(): Event {
    const lines = this.cart.map(lineOf);
    return { name: "cart", props: { lines, valueMinor: this.#valueMinor(), currency: CURRENCY } };
  }
}

const lineOf = ({ product, quantity }: CartLine) => ({
  id: product.id,
  quantity,
  priceMinor: product.priceMinor,
});
