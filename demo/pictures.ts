/** Every picture of the shop as SVG text: one for each product, the glade of the first page, the mark. */
import { box, fill, path, place } from "./pictures/brush.ts";
import { GROUNDS, PORTRAITS } from "./pictures/portraits.ts";
import { SHAPES } from "./pictures/shapes.ts";

const svg = (width: number, height: number, inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${inside}</svg>`;

function portraitOf(id: string) {
  const portrait = PORTRAITS[id];
  if (!portrait) throw new Error(`No picture is drawn for "${id}"`);
  return portrait;
}

function thing(id: string): string {
  const { shape, palette } = portraitOf(id);
  return SHAPES[shape](palette);
}

/** The thing on its category's ground, 400 × 400. */
export function productPicture(id: string): string {
  const [wall, disc] = GROUNDS[portraitOf(id).ground];
  const ground = `<rect width="400" height="400" fill="${wall}"/><circle cx="200" cy="206" r="164" fill="${disc}"/>`;
  return svg(400, 400, ground + thing(id));
}

function fir(x: number, y: number, size: number, colour: string): string {
  const tiers =
    `M${x} ${y - 90 * size}l${26 * size} ${44 * size}h${-52 * size}z ` +
    `M${x} ${y - 64 * size}l${34 * size} ${62 * size}h${-68 * size}z`;
  return fill(colour, path(tiers)) + fill("#4B3A2C", box(x - 4 * size, y - 4 * size, 8 * size, 14 * size));
}

/** The glade: hills, sun, and some of the shop's things standing in it, 800 × 560. */
export function gladePicture(): string {
  const sky =
    '<rect width="800" height="560" fill="#F7DFA9"/><circle cx="560" cy="190" r="96" fill="#F2B33D"/>' +
    '<circle cx="560" cy="190" r="140" fill="#F2B33D" fill-opacity="0.22"/>';
  const farHills =
    fill("#B9CFA4", path("M0 330q140-120 300-60t300-50 200 40v300H0z")) +
    fill("#8FB585", path("M0 390q180-110 380-40t420-60v270H0z"));
  const farFirs =
    fir(60, 372, 0.9, "#4F8A6B") +
    fir(112, 364, 1.15, "#4F8A6B") +
    fir(700, 330, 1, "#4F8A6B") +
    fir(748, 326, 1.3, "#4F8A6B");
  const nearHill = fill("#4F8A5C", path("M0 440q240-80 460-20t340-40v180H0z"));
  const nearFirs = fir(636, 404, 1.5, "#2F6B4F") + fir(180, 430, 1.4, "#2F6B4F");
  const meadow = fill("#2F6B4F", path("M0 500q200-60 420-10t380-20v90H0z"));
  const things =
    place(520, 330, 0.5, thing("pack-szlak")) +
    place(120, 366, 0.42, thing("can-rosa")) +
    place(650, 374, 0.36, thing("lantern-iskra")) +
    place(20, 340, 0.46, thing("herbs-parapet"));
  const tent = place(230, 150, 0.8, thing("tent-polana"));
  return svg(800, 560, sky + farHills + farFirs + nearHill + nearFirs + tent + meadow + things);
}

/** Sun over two hills: header, footer, and the tab's icon. */
export const MARK_SHAPES =
  '<circle cx="26" cy="13" r="7" fill="#F2B33D"/><path d="M2 32q9-15 19-8t17-4v12z" fill="#2F7F68"/>' +
  '<path d="M2 36q12-12 21-5t15-2v7z" fill="#1F4D3A"/>';

export function markPicture(): string {
  return svg(40, 40, MARK_SHAPES);
}
