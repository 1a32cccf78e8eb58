/**
 * Skew (design.md §4): pages in caches, and shops that copied the file, wear an `i.js` of weeks ago. Releases as they were built
 * then (tests/fixtures/releases) run in today's shop against today's Worker; then the next page brings today's script, which goes on
 * with what the old one kept on the device. A release is added before the oldest one here is a month behind.
 */
import { readdirSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { publicDirOf } from "../../scripts/build.ts";
import { startRuntime } from "../../scripts/runtime.ts";
import { STORIES_DIST } from "../support/stories-build.ts";
import { aStory } from "../support/story.ts";

const RELEASES = join(import.meta.dirname, "../fixtures/releases");
/** `i.js` and the parts beside it. */
const SCRIPT = /\/(i|[a-z-]+-[\w-]{4,8})\.js$/;
/** The first to draw contents of blocks, which is what rules hold since. */
const FIRST_WITH_BLOCKS = "2026-11-27";

const story = aStory();

it.each(readdirSync(RELEASES))(
  "the release of %s works with today's Worker, and today's takes over from it",
  async (release) => {
    const visit = await story.visitor();
    await visit.takeTime();
    const files = readdirSync(join(RELEASES, release));
    await visit.browser.route(SCRIPT, async (route) => {
      const file = basename(new URL(route.request().url()).pathname);
      if (!files.includes(file)) return route.continue();
      const body = await readFile(join(RELEASES, release, file), "utf8");
      return route.fulfill({ body, contentType: "text/javascript" });
    });
    const [views, products] = await Promise.all([story.counted("views"), story.counted("carts")]);
    await visit.accept();
    await visit.lookAt("lamp-sowa", "lamp-zuraw", "lamp-dzwon", "lantern-iskra");
    // The commerce part is there: pressed before, the shop's data layer told it once more in the releases until 2026-11-27.
    const recent = async () => (await visit.kept()).find(([key]) => key === "recent");
    await expect.poll(async () => JSON.stringify(await recent())).toContain("lantern-iskra");
    await visit.page.getByRole("button", { name: "Put in the cart" }).click();
    await visit.settled();
    await expect.poll(() => story.counted("views"), { timeout: 10_000 }).toBe(views + 5);
    await expect.poll(() => story.counted("carts"), { timeout: 10_000 }).toBe(products + 1);
    if (release >= FIRST_WITH_BLOCKS) {
      await visit.open();
      await visit.drawn("home").getByRole("heading", { name: "Where you left off" }).waitFor();
      await visit.settled();
    }
    const card = await visit.cardAddress();

    // First: what the page still asks for is of its own release, which today's Worker does not have.
    await visit.leave();
    await visit.browser.unrouteAll({ behavior: "wait" });
    await visit.open();
    await visit.drawn("home").getByRole("heading", { name: "Where you left off" }).waitFor();
    await visit.settled();
    expect(await visit.cardAddress()).toBe(card);
    // Before the next release's views are counted, nothing is on its way any more.
    const seen = release >= FIRST_WITH_BLOCKS ? 7 : 6;
    await expect.poll(() => story.counted("views"), { timeout: 10_000 }).toBe(views + seen);
  },
);

it("a part outlives three releases more, and no fourth", async () => {
  const stateDir = await mkdtemp(join(tmpdir(), "impuls-skew-"));
  const dist = await mkdtemp(join(tmpdir(), "impuls-skew-dist-"));
  await cp(STORIES_DIST, dist, { recursive: true });
  const publicDir = publicDirOf(dist);
  const options = { port: 0, stateDir, dist, masterSecret: "a secret that is long enough", adminToken: "x" };
  /** Of a release that has this one part: whether it is served, and that of the release before all. */
  const released = async (part: string) => {
    await writeFile(join(publicDir, "parts.json"), JSON.stringify([part]));
    await writeFile(join(publicDir, part), `export const of = "${part}";`);
    const runtime = await startRuntime(options);
    try {
      await runtime.cron(new Date());
      const statusOf = async (name: string) => (await fetch(`${runtime.origin}/${name}`)).status;
      return [await statusOf(part), await statusOf("page-aaa1.js")];
    } finally {
      await runtime.stop();
      await rm(join(publicDir, part));
    }
  };
  try {
    expect(await released("page-aaa1.js")).toEqual([200, 200]);
    for (const part of ["page-bbb2.js", "page-ccc3.js", "page-ddd4.js"])
      expect(await released(part)).toEqual([200, 200]);
    expect(await released("page-eee5.js")).toEqual([200, 404]);
  } finally {
    await Promise.all([stateDir, dist].map((folder) => rm(folder, { recursive: true })));
  }
});
