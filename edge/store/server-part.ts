/** The server's part of a profile as it is read with a visitor's row: sums of orders, the customer and their traits. */
import type { ServerPart } from "../../model/passport.ts";
import { customerHash, emptyServerPart } from "../../model/passport.ts";
import type { Trait } from "../../model/trait.ts";

/** Columns of a SELECT from `visitors` of the site ?1. The customer is the one the visitor was linked to last. */
export const SERVER_COLUMNS = `server,
  (SELECT customer FROM links WHERE site = ?1 AND visitor = visitors.id ORDER BY since DESC LIMIT 1) AS customer,
  (SELECT traits FROM customers WHERE site = ?1 AND id = (
     SELECT customer FROM links WHERE site = ?1 AND visitor = visitors.id ORDER BY since DESC LIMIT 1)) AS traits`;

export interface ServerRow {
  /** JSON as `serverPartStatement` writes it; null: no order yet. */
  server: string | null;
  customer: string | null;
  /** JSON, as `customers.traits`. */
  traits: string | null;
}

/** Null: the shop's server and the orders say nothing of the visitor. */
export function toServerPart({ server, customer, traits }: ServerRow): ServerPart | null {
  if (server === null && customer === null) return null;
  const sums = (server === null ? {} : JSON.parse(server)) as Partial<ServerPart>;
  return {
    ...emptyServerPart,
    // Rows from before there were customers settled purchases by the last order.
    settledAt: sums.lastOrderAt ?? 0,
    ...sums,
    customer: customer === null ? 0 : customerHash(customer),
    traits: currentTraits(traits),
  };
}

/** What stands of the traits in a row of `customers`. */
export function currentTraits(traits: string | null): ServerPart["traits"] {
  const said = Object.entries(JSON.parse(traits ?? "{}") as Record<string, Trait>);
  return Object.fromEntries(
    said.flatMap(([name, { value }]) => (value === null ? [] : [[name, value] as const])),
  );
}
