/** The one global of the tag, as this shop calls it. */

import type { Purpose } from "../../model/consent.ts";
import type { EventName, EventProps } from "../../model/event.ts";
import type { SyncDecisions } from "../../model/sync.ts";

/** What the tracker tells whoever watches: each event it recorded, each answer of the edge. */
export type Report =
  | { event: { name: string; props: Record<string, unknown>; at: number } }
  | { answer: SyncDecisions };

/** The whole cart after a change. */
interface Cart {
  lines: { id: string; quantity: number; priceMinor: number; name: string; image: string; url: string }[];
  valueMinor: number;
  currency: string;
}

export interface Impuls {
  <Name extends EventName>(command: "track", name: Name, props: EventProps[Name]): void;
  (command: "cart", cart: Cart): void;
  (command: "consent", purposes: Record<Purpose, boolean>): void;
  (command: "watch", heard: (report: Report) => void): void;
  (command: "explain", wanted: boolean): void;
  /** Calls made before the script has come, in order. */
  q?: unknown[];
}

declare global {
  interface Window {
    impuls: Impuls;
    /** Google's data layer, in the form of GA4's ecommerce events. */
    dataLayer: unknown[];
  }
}
