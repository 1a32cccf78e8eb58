import { DELIVERIES, euros, FREE_DELIVERY_FROM_MINOR } from "../prices.ts";
import type { Page } from "./frame.ts";

const deliveryRows = DELIVERIES.map(
  ({ name, days, priceMinor }) =>
    `<div><dt>${name}</dt><dd>${priceMinor ? euros(priceMinor) : "free"}, ${days}</dd></div>`,
).join("");

const deliveryPage: Page = {
  folder: "delivery/",
  title: "Delivery, Polana",
  description: "Ways, prices and days.",
  kind: "other",
  main: `<article class="words"><h1 class="top">Delivery</h1><p class="lead">Free from ${euros(FREE_DELIVERY_FROM_MINOR)}. Below that it costs what the carrier asks.</p>
<dl>${deliveryRows}</dl>
<h2>When it leaves</h2><p>What is ordered before 14:00 on a working day is packed the same day. You get the number of the parcel when the carrier has it, not before.</p>
<h2>What it is packed in</h2><p>Cardboard that has been used before, paper, no foam. Glass and clay travel in wool felt; put it back in the box for the next one, or keep it under the pot.</p>
<h2>When something breaks</h2><p>Send a picture within 30 days. A new one leaves the next day, and the broken one need not come back.</p></article>`,
};

const returnsPage: Page = {
  folder: "returns/",
  title: "Returns, Polana",
  description: "Thirty days, label in the parcel.",
  kind: "other",
  main: `<article class="words"><h1 class="top">Returns</h1><p class="lead">Thirty days, and the label is already in the parcel.</p>
<h2>How it works</h2><ol><li>Put the thing back in its box, with or without a reason.</li><li>Stick the label on and leave it at any parcel locker, or bring it to a <a href="/demo/stores/">store</a>.</li><li>The money is on its way the day we open the box, the delivery price included.</li></ol>
<h2>What cannot come back</h2><p>Care that has been opened, and plants. A plant that arrives in a bad state is replaced: send a picture.</p>
<h2>Mending instead</h2><p>Every lamp, mill and flask has its spare parts for ten years: joints, panes, seals, burrs. Ask for the part by the name that is stamped on it.</p></article>`,
};

const yourDataPage: Page = {
  folder: "your-data/",
  title: "Your data, Polana",
  description: "What is stored, what it is for, and how to take it back.",
  kind: "other",
  main: `<article class="words"><h1 class="top">Your data</h1><p class="lead">What this shop keeps about you, and your word in it. This shop and its Impuls run on one machine: yours, if you started them there. No third party is involved, and no price depends on any of it.</p>
<h2>For what, and how long</h2>
<dl>
<div><dt>Your answer to the consent question</dt><dd>so that you are asked once</dd></div>
<div><dt>Cart and list</dt><dd>only when you put something in</dd></div>
<div><dt>Pages, products and moments</dt><dd>only with your yes; after 90 days without a visit they go</dd></div>
<div><dt>Not kept at all</dt><dd>IP address, browser name, e-mail, what you type in the checkout</dd></div>
</dl>
<div class="own"><impuls-your-data></impuls-your-data></div>
<p><a class="cta" href="/demo/">Back to the shop</a></p>
<script async src="/your-data.js"></script></article>`,
};

export const helpPages: Page[] = [deliveryPage, returnsPage, yourDataPage];
