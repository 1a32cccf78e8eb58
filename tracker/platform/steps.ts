/**
 * How far a visitor comes with the checkout of the shop software: its ways of delivery and of payment have the same names in
 * whatever theme. Of what stands in the form only the chosen ones are read.
 */
import type { Telling } from "../observe/layer/ga4.ts";
import { minorOf } from "../observe/price.ts";
import { quietly } from "./quietly.ts";
import { tellingOf } from "./telling.ts";

/** WooCommerce and OpenCart, PrestaShop, WooCommerce's blocks. */
const DELIVERY = "[name^=shipping_method],[name^=delivery_option],[class*=shipping-rates] input";
const PAYMENT = "[name=payment_method],[name=payment-option],[name$=payment-method-options]";
/** Within the label of a way; a label that has no such part is a name, and then a price. */
const NAMED = ".carrier-name,[class$=control__label]";
const PRICED = ".amount,.carrier-price,[class*=money-amount]";
/** By these a way that was chosen from the start is agreed to. */
const FORMS = "form.checkout,#js-delivery";
const BUTTONS = "[id^=button-],#payment-confirmation button,[class*=place-order-button]";

/** `currency`: in which the checkout shows what delivery costs. */
export function followSteps(currency: string | undefined, tell: (telling: Telling) => void): void {
  const told: Record<string, string> = {};
  const tellOnce = (name: string, props: Telling["props"]) => {
    const said = JSON.stringify(props);
    if (told[name] === said) return;
    told[name] = said;
    tell(tellingOf(name, { props }));
  };
  const chosen = (ways: string) =>
    document.querySelector<HTMLInputElement>(`:is(${ways}):is(:checked,[type=hidden])`);
  const tellDelivery = () => {
    const way = chosen(DELIVERY);
    if (!way) return;
    const label = way.closest("label") ?? document.querySelector(`[for="${way.id}"]`);
    // PrestaShop keeps the steps gone by in the page.
    if (!label?.checkVisibility()) return;
    const said = label.textContent;
    // OpenCart, whose ways are not of a numbered parcel: "Courier - 5,00 zł".
    const rest = way.name === "shipping_method" ? / - (.*)/.exec(said)?.[1] : undefined;
    const price = label.querySelector(PRICED)?.textContent ?? rest ?? "";
    const tier = (label.querySelector(NAMED)?.textContent ?? said)
      .replace(price, "")
      .replace(/[\s:-]+$/, "")
      .trim()
      .slice(0, 60);
    // A way that names no price costs nothing.
    tellOnce("add_shipping_info", { tier, costMinor: minorOf(price, currency) ?? 0 });
  };
  const tellPayment = () => {
    const way = chosen(PAYMENT);
    if (way) tellOnce("add_payment_info", { type: (way.dataset.moduleName ?? way.value).slice(0, 60) });
  };
  const on = (kind: string, hear: (target: Element) => unknown, isFirst?: boolean) =>
    addEventListener(kind, ({ target }) => quietly(() => hear(target as Element)), isFirst);
  on("change", (target) => {
    if (target.matches(DELIVERY)) tellDelivery();
    if (target.matches(PAYMENT)) tellPayment();
  });
  const agreed = () => {
    tellDelivery();
    tellPayment();
  };
  // Before the page's own listeners, which may let nothing through.
  on("submit", (target) => target.matches(FORMS) && agreed(), true);
  on("click", (target) => target.closest(BUTTONS) && agreed(), true);
}
