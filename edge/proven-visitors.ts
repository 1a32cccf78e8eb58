/**
 * Whom a request proves to be: the visitor of a passport that opens, the one whose id follows from the device's secret, and in
 * first-party mode the one the cookie names. Mostly they are the same; a browser that was wiped and known again by its cookie is
 * two, and both are its own. A visitor's id is never a credential.
 */
import type { Context } from "hono";
import type { Passport } from "../model/passport.ts";
import type { YourDataRequest } from "../model/your-data.ts";
import type { AppEnv } from "./env.ts";
import { isFirstParty, rememberedVisitor } from "./first-party.ts";
import { openPassport, visitorIdOf } from "./passport.ts";

export interface Proven {
  /** Ids, each once; empty where nothing proves anything. */
  visitors: string[];
  /** The one that was brought, opened. */
  passport: Passport | undefined;
}

/** `now`: epoch ms. */
export async function provenVisitors(
  c: Context<AppEnv>,
  { site, passport: token, secret }: YourDataRequest,
  now: number,
): Promise<Proven> {
  const [passport, ofSecret, remembered] = await Promise.all([
    token === undefined ? undefined : openPassport(c.env, site, token, now),
    secret === undefined ? undefined : visitorIdOf(site, secret),
    isFirstParty(c) ? rememberedVisitor(c, site) : undefined,
  ]);
  const visitors = new Set([passport?.visitor, ofSecret, remembered].filter((id) => id !== undefined));
  return { visitors: [...visitors], passport };
}
