import type { Page } from "./frame.ts";

/** A shop of the demo; the addresses do not exist. Position in degrees, for its dot on the map. */
interface Store {
  city: string;
  street: string;
  postcode: string;
  hours: string;
  extra: string;
  east: number;
  north: number;
}

const STORES: readonly Store[] = [
  {
    city: "Wrocław",
    street: "ul. Leśna Polana 4",
    postcode: "50-001",
    hours: "Mon to Fri 10–19, Sat 10–16",
    extra: "Workshop for lamps on Thursdays",
    east: 17.03,
    north: 51.11,
  },
  {
    city: "Kraków",
    street: "ul. Konwaliowa 12",
    postcode: "30-002",
    hours: "Mon to Fri 10–19, Sat 10–16",
    extra: "Refill for hair wash and soap",
    east: 19.94,
    north: 50.06,
  },
  {
    city: "Warszawa",
    street: "ul. Pod Brzozą 7",
    postcode: "00-003",
    hours: "Mon to Sat 10–20",
    extra: "The whole catalogue to touch",
    east: 21.01,
    north: 52.23,
  },
  {
    city: "Gdańsk",
    street: "ul. Bursztynowa Fala 3",
    postcode: "80-004",
    hours: "Mon to Fri 11–19, Sat 10–15",
    extra: "Tents stand in the yard, in any weather",
    east: 18.65,
    north: 54.35,
  },
  {
    city: "Poznań",
    street: "ul. Ogródkowa 21",
    postcode: "60-005",
    hours: "Mon to Fri 10–18, Sat 10–14",
    extra: "Seedlings from April to June",
    east: 16.93,
    north: 52.41,
  },
];

/** The border, clockwise from the north-west, a few points only: it should be recognised, not measured. */
const BORDER: readonly (readonly [east: number, north: number])[] = [
  [14.2, 53.9],
  [15.4, 54.15],
  [16.5, 54.55],
  [17.7, 54.8],
  [18.4, 54.8],
  [18.6, 54.4],
  [19.4, 54.36],
  [20.6, 54.4],
  [22.8, 54.36],
  [23.5, 53.95],
  [23.9, 52.75],
  [23.2, 52.25],
  [23.65, 51.5],
  [24.1, 50.6],
  [22.75, 49.55],
  [22.55, 49.1],
  [21.1, 49.4],
  [20.1, 49.2],
  [19.0, 49.4],
  [18.5, 49.95],
  [17.7, 50.2],
  [16.7, 50.15],
  [16.2, 50.6],
  [15.0, 50.9],
  [14.75, 51.5],
  [14.65, 52.1],
  [14.4, 52.8],
];

/** Degrees to the map's 400 × 380; a degree east is shorter than a degree north at 52°. */
const at = (east: number, north: number) =>
  [(east - 14) * 38, (55 - north) * 62 + 8].map((n) => n.toFixed(1));

/** The same border with its corners rounded: a curve from middle to middle, each point pulling at it. */
const bends = BORDER.map(([east, north], index) => {
  const [nextEast, nextNorth] = BORDER[(index + 1) % BORDER.length]!;
  const middle = at((east + nextEast) / 2, (north + nextNorth) / 2).join(" ");
  return { corner: at(east, north).join(" "), middle };
});
const border = `M${bends.at(-1)!.middle}${bends.map(({ corner, middle }) => `Q${corner} ${middle}`).join("")}z`;

const dots = STORES.map(({ city, east, north }) => {
  const [x, y] = at(east, north);
  return `<circle cx="${x}" cy="${y}" r="8" fill="#F2B33D" stroke="#1F4D3A" stroke-width="3"/><text x="${x}" y="${Number(y) + 27}" text-anchor="middle">${city}</text>`;
}).join("");

const map = `<svg class="map" viewBox="0 0 400 384" role="img" aria-label="Map of Poland with the five stores"><path d="${border}" fill="#D9E7CB" stroke="#9DB98A" stroke-width="2" stroke-linejoin="round"/>${dots}</svg>`;

const card = ({ city, street, postcode, hours, extra }: Store) =>
  `<li data-store="${city}"><h2>${city}</h2><address>${street}<br>${postcode} ${city}</address><p>${hours}</p><p class="hint">${extra}</p></li>`;

export const storesPage: Page = {
  folder: "stores/",
  title: "Find a store, Polana",
  description: "Five stores where everything can be touched.",
  kind: "stores",
  main: `<h1 class="top">Find a store</h1><p class="lead">Five places where everything can be touched. Like the shop, they are made up.</p>
<div class="stores" data-stores><div><p class="field"><label for="store-city">City</label><select id="store-city"><option value="">All cities</option>${STORES.map(({ city }) => `<option>${city}</option>`).join("")}</select></p><ul>${STORES.map(card).join("")}</ul></div>${map}</div>`,
};
