/** Builds the product once for all stories, apart from what `npm start` serves, so that both can run at once. */
import { join } from "node:path";
import { buildAll, DIST } from "../../scripts/build.ts";

export const STORIES_DIST = join(DIST, "stories");

export default async function setup(): Promise<void> {
  await buildAll(STORIES_DIST);
}
