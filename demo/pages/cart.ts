import { euros, FREE_DELIVERY_FROM_MINOR } from "../prices.ts";
import type { Page } from "./frame.ts";
import { sumCard } from "./sum-card.ts";

const lineTemplate = `<template data-cart-line><li><img alt="" width="400" height="400"><div><a></a><span></span></div><label>Pieces<input type="number" min="0" max="99" inputmode="numeric"></label><b></b><button type="button" data-take-out>Take out</button></li></template>
<template data-cart-gap><li class="gap"><span></span><button type="button" data-put-back>Put back</button></li></template>`;

export const cartPage: Page = {
  folder: "cart/",
  title: "Your cart, Polana",
  description: "What is in your cart.",
  kind: "cart",
  main: `<h1 class="top">Your cart</h1>
<div data-cart-page>
<div class="cart" data-cart-full hidden><ul class="lines" data-cart-lines></ul>${sumCard(
    `<a class="cta" href="/demo/checkout/">Go to checkout</a><p>Card, transfer or on delivery. 30 days to return. Free delivery from ${euros(FREE_DELIVERY_FROM_MINOR)}.</p>`,
  )}</div>
<p class="lead" data-cart-empty>Nothing is in it. <a href="/demo/new/">See what is new</a></p>
${lineTemplate}
</div>`,
};
