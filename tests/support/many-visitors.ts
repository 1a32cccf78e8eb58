/** Visitors as they may be stored: random events folded by the real fold, and orders the server knows. */
import fc from "fast-check";
import type { Event } from "../../model/event.ts";
import { emptyServerPart, type ServerPart } from "../../model/passport.ts";
import { emptyProfile, foldRun, type Occurred, type Profile, type Scalar } from "../../model/profile.ts";
import type { Argument } from "../../model/segment/field.ts";
import { DAY_MS } from "../../model/time.ts";
import { aContext, NOON, occurred } from "./builders.ts";

export interface AStoredVisitor {
  id: string;
  profile: Profile;
  server: ServerPart | null;
}

/** What a field's argument may be, by its kind. */
export const ARGUMENTS: Record<Argument | "step", string[]> = {
  step: ["page:home", "page:product", "moment:compare", "category:Light", "event:add_to_cart"],
  segment: ["lookers", "others", "unknown"],
  category: ["Light", "Rugs", "Chairs", "Ńobody's"],
  brand: ["Sowa", "Rosa", "Nobody's"],
  moment: ["compare", "hesitate", "search_again", "none_such"],
  product: ["lamp-sowa", "rug-rosa", "chair-3", "toString"],
  trait: ["room", "rooms", "garden", "moved", "none_such"],
};
const one = <T>(...values: T[]) => fc.constantFrom(...values);
const anItem = fc.record({
  id: one("lamp-sowa", "rug-rosa", "chair-3", "toString"),
  category: one("Light", "Rugs", "Chairs"),
  brand: one("Sowa", "Rosa"),
});
const money = fc.integer({ min: 0, max: 60_000 });
const aLine = fc.record({
  id: one("lamp-sowa", "rug-rosa", "chair-3"),
  quantity: fc.integer({ min: 1, max: 4 }),
});
const currency = one("EUR", "EUR", "EUR", "JPY");

const anEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    name: fc.constant("page_view" as const),
    props: fc.record({
      path: fc.constant("/"),
      kind: one("home" as const, "product" as const),
      landing: fc.option(
        one(
          {},
          { click: "gclid" },
          { source: "news", medium: "email", campaign: "Wiosna" },
          { campaign: "ŻÓŁW", source: "x" },
        ),
        { nil: undefined },
      ),
    }),
  }) as fc.Arbitrary<Event>,
  anItem.map((item): Event => ({ name: "view_item", props: { item } })),
  anItem.map((item): Event => ({ name: "add_to_cart", props: { item, quantity: 1 } })),
  fc
    .tuple(fc.array(aLine, { maxLength: 3 }), money, currency)
    .map(
      ([lines, valueMinor, currency]): Event => ({ name: "cart", props: { valueMinor, currency, lines } }),
    ),
  fc.tuple(fc.integer({ min: 1, max: 9_999 }), money, currency).map(
    ([id, valueMinor, currency]): Event => ({
      name: "purchase",
      props: { orderId: `o-${id}`, valueMinor, currency, lines: [] },
    }),
  ),
  one("compare", "hesitate", "search_again").map(
    (moment): Event => ({ name: "micro_moment", props: { moment } }),
  ),
  one<Record<string, Scalar | null>>(
    { room: "Kuchnia" },
    { rooms: 3 },
    { garden: true },
    { room: null },
    { moved: "2026-11-12" },
  ).map((traits): Event => ({ name: "identify", props: { traits } })),
  one("begin_checkout" as const, "add_payment_info" as const).map((name): Event => ({ name, props: {} })),
  fc
    .integer({ min: 0, max: 900_000 })
    .map(
      (engagedMs): Event => ({ name: "user_engagement", props: { path: "/", engagedMs, scrollShare: 1 } }),
    ),
);

const somePlaces = one(
  { country: "PL", region: "Małopolskie", city: "Kraków", continent: "EU" },
  { country: "PL", region: "", city: "ŁÓDŹ" },
  { country: "DE", region: "Berlin", city: "Berlin" },
  { country: "", region: "", city: "" },
);

/** Most within the last hours before noon, some up to 70 days ago. */
const aMomentAgo = fc.oneof(
  fc.integer({ min: 0, max: 4 * 3_600_000 }),
  fc.integer({ min: 0, max: 70 * DAY_MS }),
);

const aProfile: fc.Arbitrary<Profile> = fc
  .tuple(
    fc.array(fc.tuple(anEvent, aMomentAgo), { minLength: 1, maxLength: 12 }),
    somePlaces,
    one("phone" as const, "tablet" as const, "desktop" as const),
    one("pl-PL", "de-DE", "PL"),
    one(-300, 0, 60, 120),
  )
  .map(([events, place, device, language, offsetMinutes]) =>
    foldRun(emptyProfile(), {
      writer: "AAAAAAAA",
      events: events.map(([event, ago], n): Occurred => occurred(n, event, NOON - ago)),
      context: aContext({ place, device, language, offsetMinutes }),
    }),
  );

const aServerPart: fc.Arbitrary<ServerPart> = fc
  .tuple(fc.integer({ min: 1, max: 8 }), money, currency, aMomentAgo, aMomentAgo)
  .map(([orders, valueMinor, currency, ago, settledAgo]) => ({
    ...emptyServerPart,
    rev: 1,
    orders,
    valueMinor,
    currency,
    lastOrderAt: NOON - ago,
    settledAt: NOON - settledAgo,
  }));

export const aStoredVisitor: fc.Arbitrary<AStoredVisitor> = fc
  .tuple(fc.uuid(), aProfile, fc.option(aServerPart, { nil: null, freq: 2 }))
  .map(([id, profile, server]) => ({ id, profile, server }));
