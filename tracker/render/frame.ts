/** Draws a content into a shadow root of its own: head, blocks, "Why am I seeing this?", and a close where it floats. */
import type { Content } from "../../model/content.ts";
import { fillTokens } from "../../model/tokens.ts";
import type { Kinds } from "../api.ts";
import { drawBlock } from "./blocks.ts";
import css from "./content.css" with { type: "text" };
import { type DeviceTexts, pageLanguage, price } from "./device-texts.ts";
import { element, sheet } from "./element.ts";
import { themeSheet } from "./theme.ts";

/** Our own words on the shop's page: why, close, less. */
const WORDS: Record<string, [why: string, close: string, less: string]> = {
  en: ["Why am I seeing this?", "Close", "Show me less of this"],
  pl: ["Dlaczego to widzę?", "Zamknij", "Pokazuj rzadziej"],
};

/**
 * The drawn content's host, not yet on the page. Undefined where a block has nothing sound to show, so that no half
 * content is ever seen. `anchor` is the slot, or the body for what floats; buttons named `close` are the caller's.
 */
export function drawContent(
  content: Content,
  why: string,
  texts: DeviceTexts,
  anchor: Element,
  kinds: Kinds,
): HTMLElement | undefined {
  const isFloating = content.form !== "inline";
  const language = pageLanguage();
  const [whyWords, closeWord, lessWords] = WORDS[language.slice(0, 2)] ?? WORDS.en!;
  const filled = fillTokens(content, texts, price);
  const blocks = filled.blocks.map((block) => drawBlock(block, { content: filled, texts, kinds, language }));
  if (blocks.includes(undefined)) return undefined;
  const frame = element(
    "section",
    { className: `f ${content.form}` },
    isFloating && element("button", { className: "x", type: "button", name: "close", ariaLabel: closeWord }),
    element(
      "div",
      { className: "c" },
      ...blocks,
      element(
        "details",
        {},
        element("summary", {}, whyWords),
        element("p", {}, why),
        element("button", { type: "button", name: "close" }, lessWords),
      ),
    ),
  );
  // Its name: the headline, else the question it asks, else what comes first.
  (frame.querySelector("h2") ?? frame.querySelector("legend,p"))!.id = "t";
  frame.setAttribute("aria-labelledby", "t");
  const host = document.createElement("impuls-content");
  const root = host.attachShadow({ mode: "open" });
  const sheets = [css, ...Object.values(kinds).map((kind) => kind.css), themeSheet(anchor, isFloating)];
  root.adoptedStyleSheets = sheets.map(sheet);
  root.append(frame);
  return host;
}
