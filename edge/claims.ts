/** Tokens that pages bring with `identify`: each is taken out of its event, and where it holds names the customer. */
import type { Accepted } from "../model/accept.ts";
import { customerHash } from "../model/passport.ts";
import type { Occurred } from "../model/profile.ts";
import type { Env } from "./env.ts";
import { customerOfToken } from "./identity-token.ts";

/** The trait under which a token travels: no trait of anybody. */
const TOKEN = "token";

/**
 * A token that does not hold is refused by the event's name and counted; what else the event says stands. `known`: hash of
 * the customer the visitor is linked to, who need not be linked again.
 */
export async function takeClaims(
  env: Env,
  site: string,
  accepted: Accepted,
  known: number,
  now: number,
): Promise<Accepted> {
  if (!accepted.runs.some(({ events }) => events.some(hasToken))) return accepted;
  const refused = [...accepted.refused];
  const reasons = { ...accepted.reasons };
  const runs = await Promise.all(
    accepted.runs.map(async (run) => ({
      ...run,
      events: await Promise.all(
        run.events.map(async (occurred): Promise<Occurred> => {
          if (!hasToken(occurred)) return occurred;
          const { [TOKEN]: token, ...traits } = occurred.event.props.traits;
          const customer = await customerOfToken(env, site, String(token), now);
          if (customer === undefined) {
            refused.push({
              writer: run.writer,
              n: occurred.n,
              name: "identify",
              path: "traits.token",
              expected: "a token signed for this site that has not expired",
            });
            reasons.token = (reasons.token ?? 0) + 1;
          }
          const isNew = customer !== undefined && customerHash(customer) !== known;
          return {
            ...occurred,
            event: { name: "identify", props: { traits } },
            ...(isNew && { customer }),
          };
        }),
      ),
    })),
  );
  return { ...accepted, runs, refused, reasons };
}

const hasToken = (
  occurred: Occurred,
): occurred is Occurred & { event: Extract<Occurred["event"], { name: "identify" }> } =>
  occurred.event.name === "identify" && Object.hasOwn(occurred.event.props.traits, TOKEN);
