/** What static files say to browsers, as the platform serves them: nobody frames a page of ours, and shops may load the script. */
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { publicDirOf } from "../../scripts/build.ts";
import { type Runtime, startRuntime } from "../../scripts/runtime.ts";
import { STORIES_DIST } from "../support/stories-build.ts";

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({
    port: 0,
    dist: STORIES_DIST,
    masterSecret: "the-master-secret-of-the-stories",
    adminToken: "the-admin-token-of-the-stories",
  });
});
afterAll(() => runtime?.stop());

const headersOf = async (path: string) => {
  const answer = await fetch(runtime.origin + path);
  await answer.body?.cancel();
  return { status: answer.status, ...Object.fromEntries(answer.headers) } as Record<string, unknown>;
};

const PLAIN = {
  "x-content-type-options": "nosniff",
  "referrer-policy": expect.stringMatching(/^(strict-origin-when-cross-origin|same-origin)$/),
  "permissions-policy": expect.stringMatching(/^accelerometer=\(\), .*camera=\(\)/),
};

it.each([
  ["/", 200],
  ["/demo/", 200],
  ["/demo/p/lamp-sowa/", 200],
  ["/demo/no-such-page/", 404],
  ["/dashboard/", 200],
  ["/dashboard/segments", 200],
])("%s is a page that nobody frames and that runs nothing but its own", async (path, status) => {
  const said = await headersOf(path);
  expect(said).toMatchObject({
    ...PLAIN,
    status,
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
  });
  const policy = `${said["content-security-policy"]}`.split("; ");
  expect(policy).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]),
  );
  expect(policy.join()).not.toMatch(/unsafe|\*/);
});

it("every script at the root is what shops of any origin may load, and never taken for anything else", async () => {
  const scripts = readdirSync(publicDirOf(STORIES_DIST)).filter((file) => file.endsWith(".js"));
  expect(scripts).toEqual(expect.arrayContaining(["i.js", "sw.js", "your-data.js"]));
  expect(scripts.length).toBeGreaterThan(20);
  for (const file of scripts)
    expect(await headersOf(`/${file}`), file).toMatchObject({
      ...PLAIN,
      status: 200,
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "content-type": expect.stringMatching(/^text\/javascript\b/),
    });
});

it.each(["/start.css", "/impuls.svg", "/demo/shop.css", "/demo/pictures/mark.svg", "/parts.json"])(
  "%s is never taken for anything but what it is",
  async (path) => {
    expect(await headersOf(path)).toMatchObject({ ...PLAIN, status: 200 });
  },
);
