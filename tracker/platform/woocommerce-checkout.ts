/**
 * How far a visitor comes with WooCommerce's checkout form, and what it says against it. Of what stands in the form only
 * the chosen ways of delivery and payment are read.
 */
import type { Telling } from "../observe/layer/ga4.ts";
import { minorOf } from "../observe/price.ts";
import { tellingOf } from "./telling.ts";

/** `currency`: in which the form shows what delivery costs. */
export function followForm(
  form: HTMLFormElement,
  currency: string | undefined,
  tell: (telling: Telling) => void,
) {
  const told: Record<string, string> = {};
  const tellOnce = (name: string, props: Telling["props"]) => {
    const said = JSON.stringify(props);
    if (told[name] === said) return;
    told[name] = said;
    tell(tellingOf(name, { props }));
  };
  const chosen = (name: string) =>
    form.querySelector<HTMLInputElement>(`[name^=${name}]:is(:checked,[type=hidden])`);
  const tellDelivery = () => {
    const way = chosen("shipping_method");
    if (!way) return;
    const [label] = form.querySelectorAll(`[for="${way.id}"]`);
    const price = label?.querySelector(".amount")?.textContent;
    const tier = label?.textContent
      .replace(price ?? "", "")
      .replace(/[\s:]+$/, "")
      .trim()
      .slice(0, 60);
    // A way that names no price costs nothing.
    tellOnce("add_shipping_info", { tier, costMinor: label && minorOf(price ?? 0, currency) });
  };
  form.addEventListener("change", ({ target }) => {
    if ((target as Element).matches(".shipping_method")) tellDelivery();
  });
  form.addEventListener("submit", () => {
    tellDelivery();
    const payment = chosen("payment_method");
    if (payment) tellOnce("add_payment_info", { type: payment.value.slice(0, 60) });
  });
}

/** The answer to a form that was sent: a complaint that points at no field is about the payment. */
export function refusal(): Telling {
  const field =
    document.querySelector<HTMLElement>(".woocommerce-error [data-id]")?.dataset.id ??
    document.querySelector("#terms:not(:checked)")?.id;
  return field === undefined
    ? tellingOf("payment_failed")
    : tellingOf("form_error", { props: { field: field.slice(0, 60) } });
}
