/**
 * Draws a content with the tracker's own renderer into a frame, so that it has the width of a real screen: a sheet
 * belongs to the document it was made in, hence its own. The theme is a shop's, since the dashboard is none.
 */
import type { Content } from "../../../model/content.ts";
import { contentFor } from "../../../model/content-for.ts";
import { answersWith } from "../../../tracker/render/answers.ts";
import contentCss from "../../../tracker/render/content.css" with { type: "text" };
import answersCss from "../../../tracker/render/content-answers.css" with { type: "text" };
import couponCss from "../../../tracker/render/content-coupon.css" with { type: "text" };
import goodsCss from "../../../tracker/render/content-goods.css" with { type: "text" };
import helpCss from "../../../tracker/render/content-help.css" with { type: "text" };
import inlineCss from "../../../tracker/render/content-inline.css" with { type: "text" };
import offerCss from "../../../tracker/render/content-offer.css" with { type: "text" };
import overlayCss from "../../../tracker/render/content-overlay.css" with { type: "text" };
import progressCss from "../../../tracker/render/content-progress.css" with { type: "text" };
import pushCss from "../../../tracker/render/content-push.css" with { type: "text" };
import wishlistCss from "../../../tracker/render/content-wishlist.css" with { type: "text" };
import { countdownWith } from "../../../tracker/render/countdown.ts";
import { couponWith } from "../../../tracker/render/coupon.ts";
import { dialogOf } from "../../../tracker/render/dialog.ts";
import { drawContent } from "../../../tracker/render/frame.ts";
import { help } from "../../../tracker/render/help.ts";
import { image } from "../../../tracker/render/image.ts";
import { offer } from "../../../tracker/render/offer.ts";
import { productsWith } from "../../../tracker/render/products.ts";
import { progress } from "../../../tracker/render/progress.ts";
import { pushWith } from "../../../tracker/render/push.ts";
import { wishlistWith } from "../../../tracker/render/wishlist.ts";
import type { Persona } from "./persona.ts";
import shopCss from "./preview-shop.css" with { type: "text" };
import themeCss from "./preview-theme.css" with { type: "text" };

/** As if the visitor were given this one. */
const EXAMPLE = { code: "EXAMPLE-7KQ2M9", expiresAt: null };
/** Whatever is sent goes nowhere. */
const ask = answersWith({ known: {}, send: () => undefined, forget: () => undefined });
const answers = { css: answersCss, survey: ask, form: ask, preferences: ask };

/** `until`: the campaign's end, epoch ms; `now`: by the edge's clock. */
export interface Shown {
  content: Content;
  why: string;
  until: number | undefined;
  now: number;
  shop: string;
}

/** False where the content would show nothing to this visitor, as on the shop. */
export function drawPreview(
  frame: HTMLIFrameElement,
  { content, why, until, now, shop }: Shown,
  { texts, popular, wishlist, reader }: Persona,
): boolean {
  const page = frame.contentDocument;
  const view = page?.defaultView;
  if (!page || !view) return false;
  const sheet = (css: string) => {
    const made = new view.CSSStyleSheet();
    made.replaceSync(css);
    return made;
  };
  const deviceAt = Date.now() + (until ?? 0) - now;
  const countdown = countdownWith(until === undefined ? undefined : { at: until, deviceAt });
  const goods = { css: goodsCss, products: productsWith(popular) };
  const aid = { css: helpCss, help, image };
  const terms = { css: offerCss, offer, countdown };
  const host = drawContent(contentFor(content, reader), why, texts, document.body, {
    products: goods,
    wishlist: { css: wishlistCss, wishlist: wishlistWith(wishlist, () => undefined) },
    progress: { css: progressCss, progress },
    coupon: { css: couponCss, coupon: couponWith(() => Promise.resolve(EXAMPLE)) },
    push: {
      css: pushCss,
      push: pushWith({
        picture: texts.recent[0]?.image,
        ask: () => Promise.resolve(true),
        refuse: () => undefined,
      }),
    },
    help: aid,
    image: aid,
    survey: answers,
    form: answers,
    preferences: answers,
    offer: terms,
    countdown: terms,
  });
  if (host && content.form === "overlay") dialogOf(host, content.position).open = true;
  page.adoptedStyleSheets = [sheet(shopCss)];
  page.body.replaceChildren(...sketch(page, shop, content.form === "inline" ? host : undefined));
  if (host && content.form !== "inline") page.body.append(host);
  if (host?.shadowRoot)
    host.shadowRoot.adoptedStyleSheets = [
      contentCss,
      goodsCss,
      wishlistCss,
      progressCss,
      couponCss,
      answersCss,
      pushCss,
      helpCss,
      offerCss,
      content.form === "overlay" ? overlayCss : "",
      content.form === "inline" ? inlineCss : "",
      themeCss,
    ].map(sheet);
  page.onclick = (event) => {
    const isLink = event.composedPath().some((node) => node instanceof view.HTMLAnchorElement);
    if (isLink) event.preventDefault();
  };
  return host !== undefined;
}

function sketch(page: Document, shop: string, slot: HTMLElement | undefined): HTMLElement[] {
  const make = (tag: string, className: string, ...children: (Node | string)[]) => {
    const made = page.createElement(tag);
    made.className = className;
    made.append(...children);
    return made;
  };
  const lines = () => [make("i", ""), make("i", "short")];
  const body = slot ? [...lines(), slot, ...lines()] : [make("i", "picture"), ...lines(), ...lines()];
  return [make("header", "", shop, make("i", "")), make("main", "", ...body)];
}
