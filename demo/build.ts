/** Writes the demo shop and the start page as static files. */
import { cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { PAGES } from "./pages/all.ts";
import { framed } from "./pages/frame.ts";
import { gladePicture, markPicture, productPicture } from "./pictures.ts";
import { PRODUCTS } from "./products.ts";
import { startIcon, startPage } from "./start/page.ts";

const here = dirname(fileURLToPath(import.meta.url));

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

const pictures = (): [name: string, svg: string][] => [
  ...PRODUCTS.map(({ id }): [string, string] => [id, productPicture(id)]),
  ["glade", gladePicture()],
  ["mark", markPicture()],
];

/** Scripts and styles, each entry one file; `early` runs before the page is drawn and so stays on its own. */
async function bundle(entries: Record<string, string>, outdir: string): Promise<void> {
  await build({
    absWorkingDir: here,
    entryPoints: entries,
    outdir,
    bundle: true,
    minify: true,
    format: "iife",
    charset: "utf8",
    target: ["chrome111", "firefox113", "safari16.4"],
    logLevel: "warning",
  });
}

/**
 * Fills `publicDir` (`dist/public`): the shop under `demo/`, the start page as `index.html` with `start.css`,
 * `start.js` and `impuls.svg`. Existing files of the same name are replaced, others are left alone.
 */
export async function buildDemo(publicDir: string): Promise<void> {
  const shopDir = join(publicDir, "demo");
  await Promise.all([
    ...PAGES.map((page) => write(join(shopDir, page.folder, "index.html"), framed(page))),
    ...pictures().map(([name, svg]) => write(join(shopDir, "pictures", `${name}.svg`), svg)),
    cp(join(here, "photos"), join(shopDir, "photos"), { recursive: true }),
    write(join(publicDir, "index.html"), startPage()),
    write(join(publicDir, "impuls.svg"), startIcon()),
    bundle({ early: "shop/early.ts", shop: "shop/shop.ts" }, shopDir),
    bundle({ shop: "styles/shop.css" }, shopDir),
    bundle({ start: "start/start.ts" }, publicDir),
    bundle({ start: "start/start.css" }, publicDir),
  ]);
}
