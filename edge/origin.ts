/** Which shop's pages may send: those of the origins a site names, or any while it names none. */
import type { SiteSettings } from "../model/snapshot.ts";
import type { Fault } from "./problem.ts";

/** What is wrong with where the request comes from; undefined where it may, and where nobody says (a server, an app). */
export const originFault = (
  { origins }: Pick<SiteSettings, "origins">,
  origin: string | undefined,
): Fault | undefined =>
  origins.length > 0 && origin !== undefined && !origins.includes(origin)
    ? { field: "origin", expected: origins.join(", ") }
    : undefined;
