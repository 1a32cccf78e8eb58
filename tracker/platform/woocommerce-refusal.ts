/** What WooCommerce says against an order: on the page of one whose payment has failed, and at a form that was sent. */
import type { Telling } from "../observe/layer/ga4.ts";
import { onTriggered } from "./ask.ts";
import { tellingOf } from "./telling.ts";

export function followRefusals(tell: (telling: Telling) => void): void {
  if (document.querySelector(".woocommerce-thankyou-order-failed")) tell(tellingOf("payment_failed"));
  onTriggered("checkout_error", () => tell(refusal()));
}

/** The answer to a form that was sent: a complaint that points at no field is about the payment. */
function refusal(): Telling {
  const field =
    document.querySelector<HTMLElement>(".woocommerce-error [data-id]")?.dataset.id ??
    document.querySelector("#terms:not(:checked)")?.id;
  return field === undefined
    ? tellingOf("payment_failed")
    : tellingOf("form_error", { props: { field: field.slice(0, 60) } });
}
