/** A campaign's draft looked at in the shop's own page, by a link: what is asked and answered. */
import * as v from "valibot";
import type { Cart, Texts } from "./device-texts.ts";
import type { WireDecision } from "./sync.ts";

/** Name of the parameter that the link adds to the page's address. */
export const PREVIEW_PARAMETER = "impuls-preview";

/** POST /api/campaigns/:id/preview-links. */
export const previewLinkSchema = v.object({
  /** The page of the shop that the link opens. */
  url: v.pipe(v.string(), v.maxLength(1000), v.regex(/^https?:\/\/[^/\s]/, "an http or https address")),
  /** Whose products, cart and segments it is seen with; null: somebody of whom nothing is known. */
  visitor: v.nullable(v.pipe(v.string(), v.regex(/^[\w-]{22}$/, "a visitor's id, 22 characters"))),
  /** What the page calls them. */
  as: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
});
export type PreviewLinkRequest = v.InferOutput<typeof previewLinkSchema>;

/** Answer of POST /api/campaigns/:id/preview-links. */
export interface PreviewLink {
  link: string;
  /** Epoch ms, by real time. */
  expiresAt: number;
}

/** POST /v1/preview, from the shop's page. */
export const previewRequestSchema = v.object({
  site: v.pipe(v.string(), v.maxLength(40)),
  token: v.pipe(v.string(), v.maxLength(1000)),
  /** In which whoever looks reads: their browser's. */
  language: v.optional(v.pipe(v.string(), v.maxLength(35))),
});
export type PreviewRequest = v.InferOutput<typeof previewRequestSchema>;

/** What the strip over the page says. */
export interface PreviewWords {
  title: string;
  as: string;
  /** Stands before the selector of a place that the page does not have. */
  missing: string;
  /** Buttons. */
  show: string;
  end: string;
}

/** Answer of POST /v1/preview; of a refusal `detail` is what to read instead. */
export interface Preview {
  /** Name of the campaign, as it is saved now. */
  name: string;
  /** What to call whose eyes it is seen with. */
  as: string;
  /** One a variant, never a ghost. */
  decisions: WireDecision[];
  /** What their device would know. */
  recent: Texts["recent"];
  cart: Cart | null;
  words: PreviewWords;
}
