import { DELIVERIES, type DeliveryId, euros } from "../prices.ts";
import { cartLines } from "./cart.ts";
import { findFaults } from "./checkout-fields.ts";
import { all, maybe, one } from "./dom.ts";
import { keepOrder, orderNumber } from "./order.ts";
import {
  reportCheckoutBegun,
  reportFormError,
  reportPayment,
  reportPaymentFailed,
  reportShipping,
} from "./report.ts";
import { showSums, totalMinor } from "./sums.ts";

type Step = "delivery" | "payment";

/** Nobody stands on this parcel: values that pass, so that the demo can be walked without typing. */
const SAMPLE_ADDRESS = {
  name: "Sample visitor",
  email: "visitor@example.com",
  street: "ul. Leśna Polana 4",
  postcode: "50-001",
  city: "Wrocław",
};

/** The ending that card networks' test cards use for "declined". */
const DECLINED_ENDING = "0002";

export function runCheckout(): void {
  const page = maybe("[data-checkout-page]");
  if (!page) return;
  const lines = cartLines();
  one("[data-cart-empty]", page).hidden = lines.length > 0;
  one("[data-cart-full]", page).hidden = lines.length === 0;
  if (lines.length === 0) return;
  reportCheckoutBegun(lines);

  const deliveryForm = one<HTMLFormElement>("[data-step=delivery]", page);
  const paymentForm = one<HTMLFormElement>("[data-step=payment]", page);
  const chosenDelivery = (): DeliveryId => {
    const tier = new FormData(deliveryForm).get("tier");
    return DELIVERIES.find(({ id }) => id === tier)?.id ?? "courier";
  };
  const chosenPayment = () => String(new FormData(paymentForm).get("type"));

  const showTotal = () => {
    showSums(lines, chosenDelivery());
    one("[data-pay]", page).textContent = `Pay ${euros(totalMinor(lines, chosenDelivery()))}`;
  };
  const goTo = (step: Step) => {
    for (const form of [deliveryForm, paymentForm]) form.hidden = form.dataset.step !== step;
    for (const mark of all("[data-step-mark]", page))
      if (mark.dataset.stepMark === step) mark.setAttribute("aria-current", "step");
      else mark.removeAttribute("aria-current");
    window.scrollTo({ top: 0 });
  };
  /** True where the step may be left; else each fault is shown, reported, and the first one focused. */
  const isSound = (form: HTMLFormElement) => {
    const faults = findFaults(form);
    for (const field of faults) reportFormError(field.name);
    faults[0]?.focus();
    return faults.length === 0;
  };

  showTotal();
  deliveryForm.addEventListener("change", showTotal);
  one("[data-fill-address]", page).addEventListener("click", () => {
    for (const [name, value] of Object.entries(SAMPLE_ADDRESS))
      one<HTMLInputElement>(`[name=${name}]`, deliveryForm).value = value;
    findFaults(deliveryForm);
  });
  deliveryForm.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    if (!isSound(deliveryForm)) return;
    reportShipping(lines, chosenDelivery());
    goTo("payment");
  });

  const refusal = one("[data-refusal]", page);
  const card = one("[data-card]", page);
  paymentForm.addEventListener("change", () => {
    const byCard = chosenPayment() === "card";
    card.hidden = !byCard;
    for (const input of all<HTMLInputElement>("input", card)) input.disabled = !byCard;
  });
  for (const sample of all("[data-sample-card]", page))
    sample.addEventListener("click", () => {
      one<HTMLInputElement>("[name=card]", card).value = sample.dataset.sampleCard ?? "";
      one<HTMLInputElement>("[name=expiry]", card).value = "09/31";
      one<HTMLInputElement>("[name=cvc]", card).value = "123";
      findFaults(paymentForm);
    });
  one("[data-back]", page).addEventListener("click", () => goTo("delivery"));
  paymentForm.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    refusal.textContent = "";
    if (!isSound(paymentForm)) return;
    reportPayment(lines, chosenPayment());
    const number = chosenPayment() === "card" ? one<HTMLInputElement>("[name=card]", card).value : "";
    if (number.replaceAll(" ", "").endsWith(DECLINED_ENDING)) {
      reportPaymentFailed("card_declined");
      refusal.textContent =
        "The bank declined this card; nothing was charged. Try another one, or pay by transfer.";
      return;
    }
    const id = orderNumber(Date.now());
    keepOrder({ id, lines, delivery: chosenDelivery(), isReported: false });
    location.assign(`/demo/thanks/?order=${id}`);
  });
}
