/**
 * The profile as it travels with the visitor: what is in it and how much of it at most. `passport-codec.ts` makes bytes
 * of it, edge/passport.ts seals them. It holds ids and hashes, not names; what does not fit stays in D1.
 */
import { hash32 } from "./bucketing.ts";
import type { Profile, Scalar } from "./profile.ts";

/** A decision the Worker issued: an exposure counts only if it is listed here (design.md §3). */
export interface Issued {
  /** hash32 of the campaign id. */
  campaign: number;
  /** `variantKey` of the variant's id. */
  variant: string;
  ghost: boolean;
  /** Epoch ms. */
  at: number;
}

/** A variant's id in the four bytes it has in a passport: itself, or where it is longer a mark of it. */
export function variantKey(id: string): string {
  if (id.length <= 4) return id;
  return `~${(hash32(id) % 46_656).toString(36).padStart(3, "0")}`;
}

/** The server's part of a profile (design.md §1): from orders, traits and links, never from the passport. */
export interface ServerPart {
  /** Rises with every change in D1; the greater one wins a merge. */
  rev: number;
  orders: number;
  /** Of the currency most spent in, minor units. */
  valueMinor: number;
  currency: string;
  /** Epoch ms; 0 where there is no order. */
  lastOrderAt: number;
  /** Epoch ms: purchases that the page reported up to then are among the orders, or another customer's. */
  settledAt: number;
  /** `customerHash` of the customer the visitor is linked to; 0: none. */
  customer: number;
  /** The customer's traits. */
  traits: Record<string, Scalar>;
  /** Absent until the buyer's value was first reckoned: edge/jobs/value.ts. */
  value?: ServerValue | null;
  /** Of `orders`, those bought in a store (P10); absent in rows from before they were told apart: none. */
  storeOrders?: number;
}

/** What a buyer is worth, in whole units (not minor) of the site's currency. */
export interface ServerValue {
  /** To expect in the next 52 weeks; null without a model of the shop's customers. */
  expected: number | null;
  /** The chance that they are still a customer, 0 to 100; null without a model. */
  alive: number | null;
  /** Paid in the last 12 months. */
  year: number;
  /** The same, less service; below 0 where they cost more than they bring. */
  net: number;
}

export const emptyServerPart: ServerPart = {
  rev: 0,
  orders: 0,
  valueMinor: 0,
  currency: "",
  lastOrderAt: 0,
  settledAt: 0,
  customer: 0,
  traits: {},
};

/** A customer's id as a passport has it: enough to know the same one again, never 0. */
export const customerHash = (id: string) => hash32(id) || 1;

/** Whether the visitor was really shown the campaign, as far back as the passport goes. */
export function hasShown({ profile }: Passport, campaign: string): boolean {
  const ending = `:${hash32(campaign)}`;
  return Object.entries(profile.exposures).some(([key, { shown }]) => shown > 0 && key.endsWith(ending));
}

/** The passport with the traits that may travel: those named. An e-mail address nobody asks for stays in D1. */
export function withTraits(passport: Passport, names: ReadonlySet<string>): Passport {
  const named = <T>(traits: Record<string, T>) =>
    Object.fromEntries(Object.entries(traits).filter(([name]) => names.has(name)));
  return {
    ...passport,
    profile: { ...passport.profile, traits: named(passport.profile.traits) },
    server: { ...passport.server, traits: named(passport.server.traits) },
  };
}

export interface Passport {
  /** 22 characters of base64url. */
  visitor: string;
  /** Epoch ms. */
  sealedAt: number;
  /** A read of D1 that was due did not come in time: the next sync reads again. */
  isMergeDue: boolean;
  profile: Profile;
  server: ServerPart;
  issued: Issued[];
  /** Writer to the n below which everything has been folded in here. Newest last. */
  marks: Record<string, number>;
}
