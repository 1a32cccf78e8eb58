/**
 * The first request of a product page waits a moment for its product and the micro-moment it makes, so that one carries
 * all: where the parts are at hand, the shop, its layer or its markup has told the product by then. Elsewhere the request
 * is under way before this.
 */
import type { Core, Sending } from "./api.ts";

/** What was decided last time is on the page already; a new visitor's first page does not wait. */
const PRODUCT_MS = 200;
/** A product that has been told is written and compared with those before it within so long. */
const MOMENT_MS = 60;

export function waitForProduct({ sending, pageKind, syncIn }: Core): void {
  if (sending.release || pageKind() !== "product") return;
  const { gather } = sending as Required<Sending>;
  const send = () => {
    clearTimeout(timer);
    sending.gather = gather;
    // Another page view has let go of it, and sends by itself.
    if (!sending.isHeld) return;
    sending.isHeld = false;
    syncIn(0);
  };
  const timer = setTimeout(send, PRODUCT_MS);
  sending.isHeld = true;
  sending.gather = (write, name) => {
    gather(write, name);
    if (name === "view_item") setTimeout(send, MOMENT_MS);
  };
}
