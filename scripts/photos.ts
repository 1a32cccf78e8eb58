/**
 * The products' pictures as PNG, which is what the shop tells of them: browsers show no SVG in a notification. Drawn from the same
 * shapes by `npm run pictures`, and kept in demo/photos, so that building the shop needs no browser.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { productPicture } from "../demo/pictures.ts";
import { PRODUCTS } from "../demo/products.ts";

const PHOTOS = join(import.meta.dirname, "../demo/photos");
const SIDE = 480;

export async function takePhotos(browser: Browser): Promise<void> {
  await mkdir(PHOTOS, { recursive: true });
  const page = await browser.newPage({ viewport: { width: SIDE, height: SIDE }, deviceScaleFactor: 1 });
  for (const { id } of PRODUCTS) {
    await page.setContent(
      `<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${productPicture(id)}`,
    );
    await page.screenshot({ path: join(PHOTOS, `${id}.png`) });
  }
  await page.close();
}
