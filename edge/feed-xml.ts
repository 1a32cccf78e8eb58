/**
 * The products of an RSS 2.0 or Atom feed, element by element. saxes knows no entities but XML's own five and refuses
 * any other, so nothing expands; a document type, where others could be declared, is refused outright.
 */
import { SaxesParser } from "saxes";
import { FEED_ATTRIBUTES } from "../model/product-feed.ts";
import type { FeedItem } from "./feed-file.ts";

/** A longer text is no attribute of a product. */
const LONGEST = 2_000;

export class XmlItems {
  readonly #parser = new SaxesParser();
  #items: FeedItem[] = [];
  #item: FeedItem | undefined;
  /** Elements open inside the item: what is deeper (the price of a shipping) is about something else. */
  #depth = 0;
  #attribute: string | undefined;
  #text = "";

  constructor() {
    this.#parser.on("error", (error) => {
      throw new Error(`The XML is not well-formed: ${error.message}`);
    });
    this.#parser.on("doctype", () => {
      throw new Error("The XML has a document type, which a feed needs none of");
    });
    this.#parser.on("opentag", ({ name, attributes }) => {
      const local = localName(name);
      if (local === "item" || local === "entry") {
        this.#item = { line: this.#parser.line, attributes: new Map() };
        this.#depth = 0;
      } else if (this.#item && this.#depth++ === 0 && FEED_ATTRIBUTES.has(local)) {
        this.#attribute = name;
        // Atom has a link's address in an attribute.
        this.#text = local === "link" && typeof attributes.href === "string" ? attributes.href : "";
      }
    });
    const append = (text: string) => {
      if (this.#attribute !== undefined && this.#text.length < LONGEST) this.#text += text;
    };
    this.#parser.on("text", append);
    this.#parser.on("cdata", append);
    this.#parser.on("closetag", ({ name }) => {
      const local = localName(name);
      if (this.#item && (local === "item" || local === "entry")) {
        this.#items.push(this.#item);
        this.#item = undefined;
      } else if (this.#item && --this.#depth === 0 && this.#attribute !== undefined) {
        // The g: attribute stands over RSS's own element of the same name.
        if (this.#text.trim() !== "" && (name !== local || !this.#item.attributes.has(local)))
          this.#item.attributes.set(local, this.#text.slice(0, LONGEST));
        this.#attribute = undefined;
      }
    });
  }

  /** The items that the piece completes. Throws where the document is at fault, with a sentence that says how. */
  push(piece: string): FeedItem[] {
    this.#parser.write(piece);
    return this.#items.splice(0);
  }

  end(): FeedItem[] {
    this.#parser.close();
    return this.#items.splice(0);
  }
}

const localName = (name: string) => name.slice(name.indexOf(":") + 1);
