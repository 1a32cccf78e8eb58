/**
 * The catalogue of the demo shop. Pure data without imports: the pages are made from it, the browser
 * searches in it, and simulated traffic shops from it.
 */

export const CURRENCY = "EUR";
export const BRAND = "Polana";

export type CategoryId = "light" | "kitchen" | "garden" | "care" | "trips";

export interface Category {
  /** Also its folder: `/demo/light/`. */
  id: CategoryId;
  name: string;
  /** Stands under the heading of its listing. */
  lead: string;
  /** The product whose picture stands for the category. */
  face: string;
}

export interface Product {
  /** Also the name of its picture and its folder: `/demo/p/lamp-sowa/`. */
  id: string;
  name: string;
  category: CategoryId;
  /** EUR cents. */
  priceMinor: number;
  /** What the picture shows, for those who do not see it. */
  look: string;
  description: string;
  facts: readonly (readonly [name: string, value: string])[];
}

export const CATEGORIES: readonly Category[] = [
  {
    id: "light",
    name: "Light",
    lead: "Lamps that put the light where you look, and a lantern for the way there.",
    face: "lamp-dzwon",
  },
  {
    id: "kitchen",
    name: "Kitchen",
    lead: "Few things, used daily: they get better with the years, not worse.",
    face: "kettle-oblok",
  },
  {
    id: "garden",
    name: "Garden",
    lead: "For a balcony of two square metres as much as for a meadow.",
    face: "can-rosa",
  },
  {
    id: "care",
    name: "Care",
    lead: "Plant oils, short lists of contents, and a size that is used up before it spoils.",
    face: "candle-sosna",
  },
  {
    id: "trips",
    name: "Trips",
    lead: "Enough for two days outside, light enough for the train.",
    face: "pack-szlak",
  },
];

export const PRODUCTS: readonly Product[] = [
  {
    id: "lamp-sowa",
    name: "Table lamp Sowa",
    category: "light",
    priceMinor: 8900,
    look: "a red dome on a dark stem",
    description:
      "A steel dome that throws its light down on the book and keeps it out of your eyes. The switch is on the cable, where the hand is.",
    facts: [
      ["Height", "42 cm"],
      ["Bulb", "E27, up to 9 W"],
      ["Cable", "1.8 m, cotton"],
    ],
  },
  {
    id: "lamp-dzwon",
    name: "Pendant lamp Dzwon",
    category: "light",
    priceMinor: 11_900,
    look: "a green bell with a brass rim",
    description:
      "A bell for the table where everybody ends up. Enamelled outside, white inside, so that the light stays soft to the edge of the plate.",
    facts: [
      ["Width", "38 cm"],
      ["Bulb", "E27, up to 12 W"],
      ["Cable", "2 m, can be shortened"],
    ],
  },
  {
    id: "lamp-bocian",
    name: "Floor lamp Bocian",
    category: "light",
    priceMinor: 14_900,
    look: "a copper shade on three wooden legs",
    description:
      "Three ash legs and a linen-lined shade. It stands on old floors without a wobble: one leg has a screw in its foot.",
    facts: [
      ["Height", "148 cm"],
      ["Bulb", "E27, up to 12 W"],
      ["Legs", "oiled ash"],
    ],
  },
  {
    id: "lamp-zuraw",
    name: "Desk lamp Żuraw",
    category: "light",
    priceMinor: 7400,
    look: "a blue head on a jointed arm",
    description:
      "Two joints and a head that stays where you leave it. The joints can be tightened with a coin, in ten years too.",
    facts: [
      ["Reach", "61 cm"],
      ["Bulb", "E14, up to 6 W"],
      ["Foot", "1.4 kg steel"],
    ],
  },
  {
    id: "lantern-iskra",
    name: "Garden lantern Iskra",
    category: "light",
    priceMinor: 3400,
    look: "a dark frame with four panes and a candle",
    description:
      "Four panes, a roof and a door that a gust does not open. For thick candles, or for a bulb if you would rather not strike a match.",
    facts: [
      ["Height", "31 cm"],
      ["Candle", "up to 8 cm wide"],
      ["Panes", "can be replaced singly"],
    ],
  },
  {
    id: "kettle-oblok",
    name: "Kettle Obłok",
    category: "kitchen",
    priceMinor: 5800,
    look: "a cream kettle with a dark handle",
    description:
      "Boils for four cups and pours without a drip. Enamel on steel, for every stove, and the lid stays on when you tilt it.",
    facts: [
      ["Holds", "1.6 l"],
      ["Stove", "all, induction too"],
      ["Handle", "stays cool"],
    ],
  },
  {
    id: "mugs-para",
    name: "Two mugs Para",
    category: "kitchen",
    priceMinor: 2800,
    look: "a red mug and a blue one, steaming",
    description:
      "One red, one blue, so that nobody has to ask whose tea it is. Stoneware with a rim that is pleasant to the lip.",
    facts: [
      ["Hold", "0.3 l each"],
      ["Clay", "stoneware, glazed inside"],
      ["Dishwasher", "yes"],
    ],
  },
  {
    id: "grinder-ziarno",
    name: "Coffee grinder Ziarno",
    category: "kitchen",
    priceMinor: 4600,
    look: "a wooden mill with a crank",
    description:
      "A steel burr under a walnut body. Thirty turns make a cup, and the drawer takes enough for two.",
    facts: [
      ["Burr", "conical, steel"],
      ["Settings", "14 clicks"],
      ["Drawer", "45 g"],
    ],
  },
  {
    id: "pan-smak",
    name: "Frying pan Smak",
    category: "kitchen",
    priceMinor: 5200,
    look: "a dark pan with a fried egg",
    description:
      "Carbon steel, already seasoned with linseed oil. The first egg slides; the hundredth slides better.",
    facts: [
      ["Width", "26 cm"],
      ["Weight", "1.3 kg"],
      ["Stove", "all, oven too"],
    ],
  },
  {
    id: "board-dab",
    name: "Chopping board Dąb",
    category: "kitchen",
    priceMinor: 3900,
    look: "an oak board with a knife beside it",
    description:
      "One piece of oak, edge grain, with a hole to hang it by. Sand it once a year and oil it: it forgives every cut.",
    facts: [
      ["Size", "38 × 24 × 3 cm"],
      ["Wood", "oak from one forest"],
      ["Oil", "linseed, food safe"],
    ],
  },
  {
    id: "can-rosa",
    name: "Watering can Rosa",
    category: "garden",
    priceMinor: 3200,
    look: "a green can with a long spout",
    description:
      "Five litres that balance on the handle. The rose turns up for seedlings and comes off for the roots.",
    facts: [
      ["Holds", "5 l"],
      ["Steel", "galvanised, painted"],
      ["Rose", "brass, removable"],
    ],
  },
  {
    id: "plant-monstera",
    name: "Monstera in a clay pot",
    category: "garden",
    priceMinor: 4800,
    look: "large green leaves in a terracotta pot",
    description:
      "Two years old and past the difficult age. It likes a bright corner, water once a week, and being turned now and then.",
    facts: [
      ["Height", "about 55 cm"],
      ["Pot", "terracotta, 17 cm"],
      ["Light", "bright, no noon sun"],
    ],
  },
  {
    id: "tools-grzadka",
    name: "Trowel and fork Grządka",
    category: "garden",
    priceMinor: 2600,
    look: "a trowel and a fork with wooden handles",
    description:
      "A trowel and a fork, forged in one piece and set in ash. They go through roots without bending, and hang by a loop.",
    facts: [
      ["Length", "31 cm"],
      ["Steel", "forged, stainless"],
      ["Handles", "ash, oiled"],
    ],
  },
  {
    id: "house-sikora",
    name: "Bird house Sikora",
    category: "garden",
    priceMinor: 2900,
    look: "a wooden house with a red roof and a blue bird",
    description:
      "A hole of 32 mm keeps starlings out and lets great tits in. The floor opens for the yearly cleaning.",
    facts: [
      ["Hole", "32 mm"],
      ["Wood", "untreated larch"],
      ["Hang at", "2 to 3 m, facing east"],
    ],
  },
  {
    id: "herbs-parapet",
    name: "Herb box Parapet",
    category: "garden",
    priceMinor: 3600,
    look: "a wooden window box full of herbs",
    description:
      "A box for the window sill with six herbs that get on with each other. The tray under it keeps water for four days.",
    facts: [
      ["Length", "60 cm"],
      ["Herbs", "six, in season"],
      ["Tray", "1.2 l, with a gauge"],
    ],
  },
  {
    id: "soap-lawenda",
    name: "Lavender soap",
    category: "care",
    priceMinor: 900,
    look: "two bars of soap with bubbles",
    description:
      "Two bars, cured for six weeks, that last about as long. Scented with the oil of the plant and nothing that pretends to be it.",
    facts: [
      ["Weight", "2 × 110 g"],
      ["Lasts", "about 6 weeks"],
      ["Oils", "olive, coconut, shea"],
    ],
  },
  {
    id: "balm-nagietek",
    name: "Marigold hand balm",
    category: "care",
    priceMinor: 1400,
    look: "a tube with an orange band",
    description:
      "For hands that dig and wash up. A pea of it is enough; it is gone in a minute and leaves no shine on the phone.",
    facts: [
      ["Tube", "75 ml, aluminium"],
      ["Lasts", "about 5 weeks"],
      ["Scent", "marigold, faint"],
    ],
  },
  {
    id: "wash-pokrzywa",
    name: "Nettle hair wash",
    category: "care",
    priceMinor: 1600,
    look: "a green pump bottle with a leaf on its label",
    description:
      "Mild enough for every day, and for children who keep their eyes open. The bottle comes back to us for a refill.",
    facts: [
      ["Bottle", "300 ml, refillable"],
      ["Lasts", "about 8 weeks"],
      ["Scent", "cut grass"],
    ],
  },
  {
    id: "candle-sosna",
    name: "Pine candle",
    category: "care",
    priceMinor: 1900,
    look: "a burning candle in a pale jar",
    description:
      "Rapeseed wax with pine and a little smoke. It burns for 40 hours; afterwards the jar is a good glass.",
    facts: [
      ["Burns", "40 hours"],
      ["Wax", "rapeseed"],
      ["Wick", "cotton"],
    ],
  },
  {
    id: "oil-roza",
    name: "Rose oil",
    category: "care",
    priceMinor: 1700,
    look: "an amber bottle with a dropper",
    description:
      "Rose hip pressed cold, in glass that keeps the light out. Four drops on damp skin in the evening.",
    facts: [
      ["Bottle", "30 ml, amber glass"],
      ["Lasts", "about 7 weeks"],
      ["Contents", "one oil, nothing else"],
    ],
  },
  {
    id: "pack-szlak",
    name: "Backpack Szlak",
    category: "trips",
    priceMinor: 9800,
    look: "a blue backpack with two straps",
    description:
      "Twenty-two litres that stand up on their own. Waxed cotton, two pockets outside, and a back that lets the air through.",
    facts: [
      ["Holds", "22 l"],
      ["Weight", "890 g"],
      ["Cloth", "waxed cotton"],
    ],
  },
  {
    id: "flask-potok",
    name: "Flask Potok",
    category: "trips",
    priceMinor: 3100,
    look: "a red flask with a drawing of mountains",
    description:
      "Tea at six in the morning is still tea at noon. The lid is the cup, and every part of it can be bought again.",
    facts: [
      ["Holds", "0.5 l"],
      ["Warm", "9 hours"],
      ["Cold", "20 hours"],
    ],
  },
  {
    id: "tent-polana",
    name: "Tent Polana",
    category: "trips",
    priceMinor: 18_900,
    look: "a yellow tent with an open door",
    description:
      "Room for two and their boots. It stands in six minutes on three poles, and dries on a balcony rail.",
    facts: [
      ["For", "2 people"],
      ["Weight", "2.4 kg"],
      ["Water column", "3,000 mm"],
    ],
  },
  {
    id: "blanket-laka",
    name: "Picnic blanket Łąka",
    category: "trips",
    priceMinor: 4400,
    look: "a rolled blanket with coloured stripes",
    description:
      "Wool on top, a coat against the damp below. Rolled up it hangs from the shoulder by its own strap.",
    facts: [
      ["Size", "150 × 200 cm"],
      ["Weight", "1.1 kg"],
      ["Wool", "recycled, from Poland"],
    ],
  },
];

/** What the season asks for: the grid on the first page. */
export const IN_SEASON = [
  "lantern-iskra",
  "house-sikora",
  "mugs-para",
  "blanket-laka",
  "candle-sosna",
  "herbs-parapet",
  "grinder-ziarno",
  "oil-roza",
] as const;

/** Came in last, newest first: the listing `/demo/new/`. */
export const NEWEST = [
  "pack-szlak",
  "kettle-oblok",
  "lamp-sowa",
  "plant-monstera",
  "flask-potok",
  "board-dab",
  "soap-lawenda",
  "tent-polana",
] as const;

const byId = new Map(PRODUCTS.map((product) => [product.id, product]));

/** The product of this id, if the shop has it (a cart may be older than the catalogue). */
export function productOf(id: string): Product | undefined {
  return byId.get(id);
}

/** The products of these ids, in this order. */
export function productsOf(ids: readonly string[]): Product[] {
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The category of a product, or of a folder. */
export function categoryOf(id: CategoryId): Category {
  return CATEGORIES.find((category) => category.id === id)!;
}

export function productUrl(product: Product): string {
  return `/demo/p/${product.id}/`;
}

/** As the pages show it. */
export function pictureUrl(id: string): string {
  return `/demo/pictures/${id}.svg`;
}

/** As the shop tells of it: scripts/photos.ts. */
export function photoUrl(id: string): string {
  return `/demo/photos/${id}.png`;
}
