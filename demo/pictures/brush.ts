/**
 * Strokes and bodies as SVG text. One rule of light for every picture: it comes from the upper left, so a
 * body gets a shade on its right (black at 13 %), a slim highlight on its left (white at 24 %) and a
 * contact shadow on the floor.
 */

export const path = (d: string) => `<path d="${d}"/>`;

export const box = (x: number, y: number, width: number, height: number, radius = 0) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;

export const disc = (x: number, y: number, rx: number, ry = rx) =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}"/>`;

export const fill = (colour: string, shape: string, opacity = 1) =>
  `<g fill="${colour}"${opacity < 1 ? ` fill-opacity="${opacity}"` : ""}>${shape}</g>`;

export const line = (
  colour: string,
  width: number,
  d: string,
  cap: "round" | "butt" = "round",
  opacity = 1,
) =>
  `<path d="${d}" fill="none"${opacity < 1 ? ` stroke-opacity="${opacity}"` : ""} stroke="${colour}" stroke-width="${width}" stroke-linecap="${cap}" stroke-linejoin="round"/>`;

/** A grain, a seam, a guy line: seen at the second look. */
export const faint = (colour: string, width: number, d: string, opacity: number) =>
  line(colour, width, d, "round", opacity);

export const turn = (degrees: number, x: number, y: number, shape: string) =>
  `<g transform="rotate(${degrees} ${x} ${y})">${shape}</g>`;

export const place = (x: number, y: number, scale: number, drawn: string) =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${drawn}</g>`;

let clips = 0;
/** A lit body: flat colour, shade right of `split`, and, where `light` is given, a highlight there. */
export function body(colour: string, shape: string, split = 214, light = 0, width = 9): string {
  const id = `k${++clips}`;
  const highlight = light
    ? `<path fill="#fff" fill-opacity=".24" d="M${light} 0h${width}v400h-${width}z"/>`
    : "";
  return `${fill(colour, shape)}<clipPath id="${id}">${shape}</clipPath><g clip-path="url(#${id})"><path fill-opacity=".13" d="M${split} 0h400v400h-400z"/>${highlight}</g>`;
}

export function leaf(
  colour: string,
  x: number,
  y: number,
  length: number,
  degrees: number,
  wide = 0.42,
): string {
  const width = length * wide;
  const blade = `M${x} ${y}q${-width} ${-length * 0.5} 0 ${-length}q${width} ${length * 0.5} 0 ${length}`;
  const rib = `<path d="M${x} ${y}v${-length}" stroke="#000" stroke-opacity="0.16" stroke-width="2"/>`;
  return turn(degrees, x, y, fill(colour, path(blade)) + rib);
}

/** Where the thing touches the floor. */
export const shadow = (width = 100, x = 200, y = 334) => fill("#000", disc(x, y, width, width * 0.085), 0.14);
