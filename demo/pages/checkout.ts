import { DELIVERIES, euros } from "../prices.ts";
import type { Page } from "./frame.ts";
import { ARTICLES, articleCard } from "./journal.ts";
import { sumCard } from "./sum-card.ts";

/** A field with its label above and its error in words under it. */
const field = (name: string, label: string, attributes: string, error: string, width = "") =>
  `<p class="field${width}"><label for="f-${name}">${label}</label><input id="f-${name}" name="${name}" ${attributes} required aria-describedby="e-${name}"><span class="error" id="e-${name}" data-says="${error}"></span></p>`;

const deliveries = DELIVERIES.map(
  ({ id, name, days, priceMinor }, index) =>
    `<label class="choice"><input type="radio" name="tier" value="${id}"${index === 0 ? " checked" : ""}><span><b>${name}</b> ${days}</span><b>${priceMinor ? euros(priceMinor) : "free"}</b></label>`,
).join("");

const deliveryStep = `<form class="step" data-step="delivery" novalidate>
<h2>Delivery</h2>
<p class="hint">Nothing you type here leaves the page. <button type="button" class="quiet" data-fill-address>Fill in a sample address</button></p>
<div class="fields">
${field("name", "Name", 'autocomplete="name"', "Whose name stands on the parcel?")}
${field("email", "E-mail", 'type="email" autocomplete="email"', "An address like name@example.com")}
${field("street", "Street and number", 'autocomplete="address-line1"', "Where does the parcel go?")}
${field("postcode", "Postcode", 'autocomplete="postal-code" pattern="\\d{2}-?\\d{3}" inputmode="numeric"', "Five digits, like 50-001", " short")}
${field("city", "City", 'autocomplete="address-level2"', "The city is missing", " rest")}
</div>
<fieldset><legend>How it comes</legend>${deliveries}</fieldset>
<button class="cta" type="submit">Go on to payment</button>
</form>`;

const paymentStep = `<form class="step" data-step="payment" novalidate hidden>
<h2>Payment</h2>
<fieldset><legend>How you pay</legend>
<label class="choice"><input type="radio" name="type" value="card" checked><span><b>Card</b> charged when the parcel leaves</span></label>
<label class="choice"><input type="radio" name="type" value="transfer"><span><b>Bank transfer</b> we pack when it has arrived</span></label>
<label class="choice"><input type="radio" name="type" value="on_delivery"><span><b>On delivery</b> to the courier, by card or cash</span></label>
</fieldset>
<div data-card>
<p class="hint">No card is charged. Take a sample one: <button type="button" class="quiet" data-sample-card="4242 4242 4242 4242">one that works</button> or <button type="button" class="quiet" data-sample-card="4000 0000 0000 0002">one that is declined</button></p>
<div class="fields">
${field("card", "Card number", 'autocomplete="off" inputmode="numeric" pattern="(\\d ?){16}"', "Sixteen digits, as on the card")}
${field("expiry", "Valid until", 'autocomplete="off" inputmode="numeric" placeholder="MM/YY" pattern="(0[1-9]|1[0-2])/?\\d{2}"', "Month and year, like 09/31", " half")}
${field("cvc", "Security code", 'autocomplete="off" inputmode="numeric" pattern="\\d{3}"', "Three digits on the back", " half")}
</div>
</div>
<p class="refusal" role="alert" data-refusal></p>
<div class="answers"><button class="cta" type="submit" data-pay>Pay</button><button class="ghost" type="button" data-back>Back to delivery</button></div>
</form>`;

export const checkoutPage: Page = {
  folder: "checkout/",
  title: "Checkout, Polana",
  description: "Delivery and payment.",
  kind: "checkout",
  main: `<h1 class="top">Checkout</h1>
<div data-checkout-page>
<p class="lead" data-cart-empty hidden>There is nothing to pay for: your cart is empty. <a href="/demo/new/">See what is new</a></p>
<div class="cart" data-cart-full hidden><div>
<ol class="steps"><li data-step-mark="delivery" aria-current="step">Delivery</li><li data-step-mark="payment">Payment</li></ol>
${deliveryStep}
${paymentStep}
</div>${sumCard('<p><a href="/demo/cart/">Change the cart</a></p>')}</div>
</div>`,
};

export const thanksPage: Page = {
  folder: "thanks/",
  title: "Thank you, Polana",
  description: "Your order is with us.",
  kind: "thanks",
  main: `<div class="thanks" data-thanks-page>
<h1 class="top">Thank you</h1>
<p class="lead" data-thanks-lead>No order of this visit has this number. Your orders are shown here right after paying.</p>
<ul class="lines" data-thanks-lines></ul>
<p class="buy"><a class="cta" href="/demo/">Back to the glade</a></p>
<template data-thanks-line><li><img alt="" width="400" height="400"><div><a></a><span></span></div><b></b></li></template>
</div>
<section class="journal"><div data-impuls-slot="thanks"><h2>Until it arrives</h2><ul>${ARTICLES.slice(0, 2).map(articleCard).join("")}</ul></div></section>`,
};
