/** Somebody's reach, read for the API and the visitor's card. */
import {
  lastContacts,
  PREFERRED_CHANNEL,
  type PreferredChannel,
  preferredChannel,
  responsesOf,
} from "../model/channel.ts";
import { attentionUntil, isHeldOutOfAll } from "../model/decision.ts";
import { USUAL_PUSH } from "../model/push.ts";
import { type Reach, reachOf } from "../model/reach.ts";
import { compileSnapshot, type Snapshot } from "../model/snapshot.ts";
import { DAY_MS } from "../model/time.ts";
import { readReach } from "./store/reach.ts";
import type { VisitorState } from "./store/visitor-state.ts";

/** `states`: all browsers of one person. `now`: epoch ms. */
export async function readChannels(
  db: D1Database,
  snapshot: Snapshot,
  states: readonly VisitorState[],
  now: number,
): Promise<Reach["channels"]> {
  const { site } = snapshot;
  const compiled = compileSnapshot(snapshot);
  const profiles = states.map(({ profile }) => profile);
  const rows = await readReach(
    db,
    site.id,
    states.map(({ id }) => id),
    now - DAY_MS,
  );
  return reachOf(
    {
      consent: profiles.reduce((bits, { consent }) => bits | (consent?.value ?? 0), 0),
      isHeldOut: states.some(({ id }) => isHeldOutOfAll(id, site)),
      isSubscribed: rows.timeZone !== undefined,
      contacts: new Set(rows.contacts),
      settings: site.push ?? USUAL_PUSH,
      timeZone: rows.timeZone ?? site.timeZone,
      attentionUntil: Math.max(0, ...profiles.map((profile) => attentionUntil(compiled, profile))),
      sentAt: rows.sentAt,
      lastAt: lastContacts(profiles),
    },
    now,
  );
}

/** What was said by whichever browser, or by the shop of the customer, stands above what was done. */
export function preferredOf(
  { site }: Pick<Snapshot, "site">,
  states: readonly VisitorState[],
): PreferredChannel {
  const said = states.flatMap(({ server, profile }) => [
    server?.traits[PREFERRED_CHANNEL],
    Object.hasOwn(profile.traits, PREFERRED_CHANNEL) ? profile.traits[PREFERRED_CHANNEL]!.value : undefined,
  ]);
  const declared = said.find((value) => value !== undefined && value !== null);
  return preferredChannel(responsesOf(states.map(({ profile }) => profile)), declared, site.usualChannel);
}
