/** Where a visit comes from, and on which page it lands. */
import type { Landing } from "../../model/event.ts";
import type { CategoryId } from "../products.ts";
import type { Chance } from "./chance.ts";

export type Entrance = "home" | "listing" | "new" | "product" | "article";

export interface Arrival {
  landing: Landing;
  entrance: Entrance;
}

type Way = (chance: Chance, liking: CategoryId) => Arrival;

const google: Way = (chance) => ({
  landing: { referrer: chance.happens(0.8) ? "www.google.com" : "www.google.pl" },
  entrance: chance.weighted([
    ["home", 35],
    ["listing", 25],
    ["product", 25],
    ["article", 15],
  ]),
});
const direct: Way = (chance) => ({
  landing: {},
  entrance: chance.weighted([
    ["home", 80],
    ["listing", 10],
    ["product", 10],
  ]),
});
const ads: Way = (chance, liking) => ({
  landing: {
    referrer: "www.google.com",
    source: "google",
    medium: "cpc",
    campaign: chance.happens(0.3) ? "brand" : `autumn-${liking}`,
    click: "gclid",
  },
  entrance: chance.happens(0.6) ? "listing" : "product",
});
const paidSocial: Way = (chance, liking) => ({
  landing: {
    referrer: "l.instagram.com",
    source: chance.happens(0.6) ? "instagram" : "facebook",
    medium: "paid_social",
    campaign: `stories-${liking}`,
    click: "fbclid",
  },
  entrance: "product",
});
const social: Way = (chance) => ({
  landing: { referrer: chance.pick(["l.instagram.com", "m.facebook.com", "www.pinterest.com"]) },
  entrance: chance.happens(0.6) ? "product" : "home",
});
const newsletter: Way = (chance) => ({
  landing: { source: "newsletter", medium: "email", campaign: chance.pick(["letter", "new-things"]) },
  entrance: chance.happens(0.6) ? "new" : "article",
});
const referral: Way = (chance) => ({
  landing: { referrer: chance.pick(["balkon.example", "wnetrza.example", "ogrodnik.example"]) },
  entrance: chance.happens(0.5) ? "article" : "product",
});

const FIRST_WAYS: readonly (readonly [Way, number])[] = [
  [google, 36],
  [ads, 18],
  [direct, 16],
  [paidSocial, 10],
  [social, 10],
  [referral, 8],
  [newsletter, 2],
];
const LATER_WAYS: readonly (readonly [Way, number])[] = [
  [direct, 46],
  [google, 20],
  [newsletter, 16],
  [ads, 10],
  [social, 6],
  [referral, 2],
];

/** Those who come back know the way: fewer searches, and the shop's letter. */
export function arrive(chance: Chance, session: number, liking: CategoryId): Arrival {
  return chance.weighted(session === 1 ? FIRST_WAYS : LATER_WAYS)(chance, liking);
}
