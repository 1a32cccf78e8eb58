/** What became of a page's request at the edge's door, by the page's origin: what the start guide watches. */

/**
 * `taken`: its events are counted. `no_consent`: it came, and may not be counted (Global Privacy Control over a consent that
 * was only assumed). `origin`: the site names its origins, and this is none. `checksum`: the site's id is mistyped.
 * `unpublished`: the site has no published rules yet.
 */
export const ARRIVAL_OUTCOMES = ["taken", "no_consent", "origin", "checksum", "unpublished"] as const;
export type ArrivalOutcome = (typeof ARRIVAL_OUTCOMES)[number];

export interface Arrival {
  outcome: ArrivalOutcome;
  /** `https://shop.example`; `null` in letters from a sandboxed frame. */
  origin: string;
  /** Of the latest page. */
  path: string;
  /** The site id that was sent, where that is what is wrong. */
  given: string;
  /** Epoch ms. */
  firstAt: number;
  /** Epoch ms of the latest, to within ten minutes. */
  at: number;
}
