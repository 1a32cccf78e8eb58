/**
 * A passport brought up to what D1 knows (design.md §1). The passport is a cache: D1's device part replaces its own
 * only when D1 has seen every event that was folded into it, or something the visitor just did would vanish.
 */
import { emptyServerPart, type Passport, type ServerPart } from "./passport.ts";
import type { Profile } from "./profile.ts";
import { hasSeen, type Seen } from "./seen.ts";

export interface StoredVisitor {
  rev: number;
  profile: Profile;
  seen: Seen;
  server: ServerPart | null;
}

/** `isAdopted`: the profile is now D1's, so events that D1 has seen must not be folded again. */
export function mergeStored(
  passport: Passport,
  stored: StoredVisitor,
): { passport: Passport; isAdopted: boolean } {
  // Of the same rev D1's stands: its times are not rounded to the passport's seconds, and nor are the stored profile's.
  const known = stored.server ?? emptyServerPart;
  const server = known.rev >= passport.server.rev ? known : passport.server;
  // The last name each writer brought stands for those before it: a name may be missing for good, where a write failed
  // on the device or measuring was allowed later, and must not keep the merge due for ever.
  const isAdopted = Object.entries(passport.marks).every(
    ([writer, through]) => through === 0 || hasSeen(stored.seen, writer, through - 1),
  );
  return isAdopted
    ? { passport: { ...passport, profile: stored.profile, server, isMergeDue: false }, isAdopted }
    : { passport: { ...passport, server }, isAdopted };
}
