/** The segments a stored visitor is in now, by the published rules. */
import { factsOf } from "../model/facts.ts";
import { emptyServerPart, type ServerPart } from "../model/passport.ts";
import type { Profile } from "../model/profile.ts";
import type { CompiledSnapshot } from "../model/snapshot.ts";
import { NO_PAGE, situationOf } from "./visitor-row.ts";

const NOBODY: ReadonlySet<string> = new Set();

/** Ids; none of a visitor who is not kept. `now`: epoch ms. */
export function membershipsOf(
  { program, site, scoring }: CompiledSnapshot,
  visitor: { profile: Profile; server: ServerPart | null } | null,
  now: number,
): ReadonlySet<string> {
  if (!visitor) return NOBODY;
  const { profile, server } = visitor;
  const situation = situationOf(profile, NO_PAGE, now);
  return program.match(factsOf(profile, server ?? emptyServerPart, situation, { site, scoring }));
}
