/** Whom a push service may ask about a shop's messages (RFC 8292 §2.1). */
import type { SiteSettings } from "../../model/snapshot.ts";
import { publicUrl } from "../public-url.ts";

/** As the shop has set it, else its first public origin: Apple refuses a host that is none. Undefined: nobody is named. */
export const contactOf = ({ push, origins }: Pick<SiteSettings, "push" | "origins">): string | undefined =>
  push?.contact ?? origins.find((origin) => "url" in publicUrl(origin));
