/**
 * Draws a content with the tracker's own renderer into a frame, so that it has the width of a real screen: a sheet
 * belongs to the document it was made in, hence its own. The theme is a shop's, since the dashboard is none.
 */
import type { Content } from "../../../model/content.ts";
import * as goods from "../../../tracker/goods.ts";
import { drawWith as answersWith } from "../../../tracker/render/answers.ts";
import contentCss from "../../../tracker/render/content.css" with { type: "text" };
import answersCss from "../../../tracker/render/content-answers.css" with { type: "text" };
import couponCss from "../../../tracker/render/content-coupon.css" with { type: "text" };
import overlayCss from "../../../tracker/render/content-overlay.css" with { type: "text" };
import progressCss from "../../../tracker/render/content-progress.css" with { type: "text" };
import { couponWith } from "../../../tracker/render/coupon.ts";
import type { DeviceTexts } from "../../../tracker/render/device-texts.ts";
import { dialogOf } from "../../../tracker/render/dialog.ts";
import { drawContent } from "../../../tracker/render/frame.ts";
import { draw as drawProgress } from "../../../tracker/render/progress.ts";
import shopCss from "./preview-shop.css" with { type: "text" };
import themeCss from "./preview-theme.css" with { type: "text" };

/** As if the visitor were given this one. */
const EXAMPLE = { code: "EXAMPLE-7KQ2M9", expiresAt: null };
/** Whatever is sent goes nowhere. */
const answers = {
  css: answersCss,
  open: () => undefined,
  draw: answersWith({ known: {}, send: () => undefined, forget: () => undefined }),
};
const KINDS = {
  products: goods,
  progress: { css: progressCss, draw: drawProgress },
  coupon: { css: couponCss, open: () => undefined, draw: couponWith(() => Promise.resolve(EXAMPLE)) },
  survey: answers,
  form: answers,
  preferences: answers,
};

/** False where the content would show nothing to this visitor, as on the shop. */
export function drawPreview(
  frame: HTMLIFrameElement,
  content: Content,
  why: string,
  texts: DeviceTexts,
  shop: string,
): boolean {
  const page = frame.contentDocument;
  const view = page?.defaultView;
  if (!page || !view) return false;
  const sheet = (css: string) => {
    const made = new view.CSSStyleSheet();
    made.replaceSync(css);
    return made;
  };
  const host = drawContent(content, why, texts, document.body, KINDS);
  if (host && content.form === "overlay") dialogOf(host, content.position).open = true;
  page.adoptedStyleSheets = [sheet(shopCss)];
  page.body.replaceChildren(...sketch(page, shop, content.form === "inline" ? host : undefined));
  if (host && content.form !== "inline") page.body.append(host);
  if (host?.shadowRoot)
    host.shadowRoot.adoptedStyleSheets = [
      contentCss,
      goods.css,
      progressCss,
      couponCss,
      answersCss,
      content.form === "overlay" ? overlayCss : "",
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
