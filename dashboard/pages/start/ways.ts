/** How the tag gets onto a shop, way by way, with this edge and this site filled in. What is said here stands in docs/start.md. */

import { t } from "../../words.ts";
import { SHOPIFY_PIXEL } from "./shopify-pixel.ts";

export interface Step {
  text: string;
  code?: string;
  /** What may go wrong, or what it does not do. */
  note?: string;
}

export interface Way {
  id: string;
  name: string;
  steps: Step[];
}

/** `edge`: the origin that the dashboard and the script have. */
export function waysFor(edge: string, site: string): Way[] {
  const tag = `<script async src="${edge}/i.js" data-site="${site}"></script>`;
  const bare = `<script async src="${edge}/i.js?site=${site}"></script>`;
  const consented = (source: string) =>
    `<script async src="${edge}/i.js" data-site="${site}" data-consent="${source}"></script>`;
  return [
    {
      id: "html",
      name: t`Plain HTML`,
      steps: [
        { text: t`Put this line before the end of the head of every page.`, code: tag },
        {
          text: t`Say what kind of page it is, where the address does not tell.`,
          code: `<html lang="en" data-impuls-page="product">`,
          note: t`Kinds: home, listing, product, search, cart, checkout, thanks, article, stores, other. In the checkout no bar and no overlay is ever shown.`,
        },
        {
          text: t`Where content may appear, put an element with a name.`,
          code: `<div data-impuls-slot="home">\n  <p>${t`Your own content, shown while nothing better is known.`}</p>\n</div>`,
        },
      ],
    },
    {
      id: "gtm",
      name: t`Tag Manager`,
      steps: [
        {
          text: t`In Google Tag Manager make a new tag of the type Custom HTML and paste this line. Tag Manager strips attributes, so the site stands in the address.`,
          code: bare,
        },
        {
          text: t`Trigger: Initialization, All Pages. It must not wait for a consent trigger: the script asks Consent Mode itself and sends nothing before the yes.`,
        },
        {
          text: t`Submit and publish the container.`,
          note: t`Your GA4 data layer is read as it is. A tag that comes through Tag Manager comes later than one in the page, so content that fills a slot may be too late on the first page of a visit.`,
        },
      ],
    },
    {
      id: "woocommerce",
      name: "WooCommerce",
      steps: [
        {
          text: t`Add this to functions.php of your child theme, or to a plug-in for code snippets.`,
          code: `add_action('wp_head', function () { ?>\n${consented("wordpress")}\n<?php }, 1);`,
          note: t`With data-consent="wordpress" the WordPress Consent API is asked, which most consent plug-ins speak. Leave the attribute out where you have none, and say it yourself: see Consent banner.`,
        },
        { text: t`Empty the cache of the page, if a plug-in keeps one.` },
        {
          text: t`Cart, checkout and order are read from WooCommerce itself. So that refunds and cancellations count too, connect its webhooks under Orders, Doors.`,
        },
      ],
    },
    {
      id: "shopify",
      name: "Shopify",
      steps: [
        {
          text: t`Online Store, Themes, Edit code: put this line into theme.liquid, before </head>.`,
          code: consented("shopify"),
        },
        {
          text: t`Shopify lets no theme into its checkout. Settings, Customer events, Add custom pixel: paste this, choose “Required” with “Analytics” under customer privacy, save and connect.`,
          code: SHOPIFY_PIXEL.replace("https://EDGE", edge).replace('"SITE"', `"${site}"`),
          note: t`The pixel's visitor is not the storefront's: steps and orders count in your figures, but no campaign earns them. Where the site names its origins the pixel is refused, since it sends none. DECIMALS is 0 for yen, 3 for dinars.`,
        },
        { text: t`Connect Shopify's order webhooks under Orders, Doors: then each order has its refunds.` },
      ],
    },
    {
      id: "prestashop",
      name: "PrestaShop",
      steps: [
        {
          text: t`Put this line into templates/_partials/head.tpl of your child theme, below {hook h='displayHeader'}. There are no braces in it, so Smarty leaves it as it is.`,
          code: tag,
        },
        { text: t`Advanced Parameters, Performance: clear the cache.` },
        {
          text: t`Cart, checkout and order are read from PrestaShop itself. For refunds and cancellations send orders from your server: see Orders.`,
        },
      ],
    },
    {
      id: "opencart",
      name: "OpenCart",
      steps: [
        {
          text: t`Design, Theme Editor: open common/header and put this line before </head>.`,
          code: tag,
        },
        { text: t`Extensions, Modifications: refresh. Dashboard, the gear: refresh the theme cache.` },
        {
          text: t`The cart is read from OpenCart itself. Its thank-you page names no order: send orders from your server, see Orders.`,
        },
      ],
    },
    {
      id: "consent",
      name: t`Consent banner`,
      steps: [
        {
          text: t`Nothing is stored and nothing is sent until somebody says yes. Consent Mode v2, the WordPress Consent API and Shopify's Customer Privacy are asked by themselves; name yours so that it may come late.`,
          code: consented("google"),
          note: t`google, wordpress or shopify. Google: analytics_storage allows measuring, personalization_storage allows content.`,
        },
        {
          text: t`A banner of your own calls this on every yes and no.`,
          code: `impuls('consent', { measure: true, personalise: true });   // ${t`yes to both`}\nimpuls('consent', { measure: true });                      // ${t`measured, no campaigns`}\nimpuls('consent', {});                                     // ${t`no: stops, and empties the device`}`,
        },
        {
          text: t`Before the script has come, this one line makes the command possible.`,
          code: `window.impuls = window.impuls || function () { (impuls.q = impuls.q || []).push(arguments); };`,
        },
      ],
    },
    {
      id: "orders",
      name: t`Orders`,
      steps: [
        {
          text: t`The thank-you page tells of an order once. Say it yourself where no data layer and no known shop software does.`,
          code: `impuls('track', 'purchase', { orderId: 'A-1001', valueMinor: 8900, currency: 'EUR',\n  lines: [{ id: 'lamp-sowa', quantity: 1, priceMinor: 8900 }] });`,
        },
        {
          text: t`Your server's word stands over the page's, and knows refunds. Make a key under Sources, then send up to 500 orders at a time.`,
          code: `curl ${edge}/v1/orders \\\n  -H "Authorization: Bearer KEY" -H "Content-Type: application/json" \\\n  -d '{ "orders": [ { "id": "A-1001", "placedAt": "2026-11-22T10:15:00Z", "valueMinor": 8900, "currency": "EUR",\n        "lines": [ { "id": "lamp-sowa", "quantity": 1, "priceMinor": 8900 } ] } ] }'`,
        },
        {
          text: t`WooCommerce and Shopify tell by signed webhooks instead: addresses and secrets stand under Orders, Doors. Past orders come in by a file: Orders, Import.`,
        },
      ],
    },
    {
      id: "push",
      name: t`Notifications`,
      steps: [
        {
          text: t`Put a file on your own origin, on any path. Browsers take the one that shows notifications from there only. If you have a service worker already, make this its first line.`,
          code: `// https://YOUR-SHOP/impuls-worker.js\nimportScripts("${edge}/sw.js");`,
        },
        {
          text: t`Name it in the tag.`,
          code: `<script async src="${edge}/i.js" data-site="${site}" data-worker="/impuls-worker.js"></script>`,
        },
        {
          text: t`Keys are made already. Nobody is asked until a campaign that asks is live: the play “Asking for notifications” is a good first one.`,
          note: t`On iPhones only a shop on the Home Screen may ask.`,
        },
      ],
    },
  ];
}
