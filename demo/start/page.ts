/** The start page: what Impuls is in a sentence, three ways in, and the figures of the simulated shop as they grow. */
import { SITE } from "../pages/frame.ts";

const COUNTERS = [
  ["visitors", "Visitors"],
  ["visits", "Visits"],
  ["views", "Pages viewed"],
  ["carts", "Carts"],
  ["orders", "Orders"],
  ["events", "Events"],
] as const;

const mark =
  '<span class="mark"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M1.5 9h3.2L7 3l2.6 10 1.8-4h3.1"/></svg></span>';

const way = (title: string, text: string, action: string) =>
  `<section class="way"><h2>${title}</h2><p>${text}</p>${action}</section>`;

/** Where the edge is, only the browser knows: `start.ts` writes it in. */
const tag = `&lt;script async
  src="<span data-origin></span>/i.js"
  data-site="${SITE}"&gt;&lt;/script&gt;`;

export const startPage = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Impuls</title>
<meta name="description" content="Impuls turns anonymous micro-moments into the next best thing on the page, decided at the edge.">
<link rel="icon" href="/impuls.svg" type="image/svg+xml">
<link rel="stylesheet" href="/start.css">
<script type="module" src="/start.js" blocking="render"></script>
</head>
<body>
<header><a class="site" href="/">${mark}Impuls</a><p class="badge" data-badge hidden></p></header>
<main>
<h1>Impuls turns anonymous micro‑moments into the next best thing on the page, decided at the edge.</h1>
<p class="lead">One script tag in the shop, one Worker behind it. No e-mail address, no third-party cookie, no server to run.</p>
<div class="ways">
${way(
  "Be a visitor",
  "Walk through Polana, a small demo shop that wears the tag. A drawer at its edge shows what the page noticed about you, and why you see what you see.",
  '<a class="go" href="/demo/">Open the demo shop</a>',
)}
${way(
  "Watch yourself",
  "The dashboard shows you on top of the live view two seconds after your last click: pages, cart, moments, segments, and every campaign that could have been.",
  '<a class="btn" href="/dashboard/">Open the dashboard</a><p class="note">The sign-in link stands in the terminal.</p>',
)}
${way(
  "Put it on your shop",
  "One line before the end of the head. Nothing is stored or sent until your visitor says yes.",
  `<pre tabindex="0" aria-label="The tag"><code data-tag>${tag}</code></pre><button type="button" class="btn" data-copy>Copy the tag</button><span class="note" role="status" data-copied></span>`,
)}
</div>
<section class="figures" aria-labelledby="figures-title" data-figures hidden>
<h2 id="figures-title">Polana, so far</h2>
<dl>${COUNTERS.map(([key, label]) => `<div><dt>${label}</dt><dd data-counter="${key}"></dd></div>`).join("")}</dl>
</section>
</main>
</body>
</html>
`;

/** The tab's icon: the mark in ink, reversed where the system is dark. */
export const startIcon = (): string =>
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#201e1a"/><path d="M5.500 13h3.200L11 7l2.600 10 1.800-4h3.100" fill="none" stroke="#fff" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/></svg>';
