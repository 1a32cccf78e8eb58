/** Addresses that the Worker is asked to send to or fetch from (SSRF): the feed, a page of the shop, webhooks, push services. */
import { describe, expect, test } from "vitest";
import { fetchPublic, publicUrl } from "../../edge/public-url.ts";
import { pushEndpoint } from "../../edge/push/endpoint.ts";
import { webhookUrl } from "../../edge/webhook/address.ts";
import { aSite, ask } from "./api/support.ts";
import { deployed } from "./visitor.ts";

/** None of these is a public host by https on its usual port. */
const REFUSED = [
  "feed",
  "//shop.example/feed",
  "http://shop.example/feed",
  "ftp://shop.example/feed",
  "file:///etc/passwd",
  "data:text/csv,id",
  "javascript:fetch('/')",
  "blob:https://shop.example/1",
  "https://",
  "https://shop.example:8443/",
  "https://shop.example:80/",
  "https://name:word@shop.example/",
  "https://name@shop.example/",
  "https://shop.example@127.0.0.1/",
  // This machine and private networks, by number in every notation.
  "https://127.0.0.1/",
  "https://127.0.0.1./",
  "https://127.0.0.1../",
  "https://127.1/",
  "https://0/",
  "https://0.0.0.0/",
  "https://2130706433/",
  "https://0x7f000001/",
  "https://0x7f.1/",
  "https://0177.0.0.1/",
  "https://017700000001/",
  "https://127.0.0.0x1/",
  "https://%31%32%37.0.0.1/",
  "https://１２７.０.０.１/",
  "https://①②⑦.⓪.⓪.①/",
  "https://127。0。0。1/",
  "https://10.0.0.1/",
  "https://172.16.0.1/",
  "https://192.168.0.1/",
  "https://169.254.169.254/latest/meta-data/",
  "https://100.64.0.1/",
  "https://224.0.0.1/",
  "https://255.255.255.255/",
  "https://8.8.8.8/",
  "https://[::]/",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:7f00:1]/",
  "https://[::127.0.0.1]/",
  "https://[64:ff9b::7f00:1]/",
  "https://[fe80::1]/",
  "https://[fd00::1]/",
  "https://[2001:4860:4860::8888]/",
  // By name.
  "https://localhost/",
  "https://LOCALHOST/",
  "https://localhost./",
  "https://localhost../",
  "https://shop.localhost/",
  "https://ﬁle.internal/",
  "https://localhost.localdomain/",
  "https://nas/",
  "https://nas.local/",
  "https://nas.lan/",
  "https://nas.home/",
  "https://router.home.arpa/",
  "https://db.internal./",
  "https://metadata.google.internal/",
  "https://wiki.intranet/",
  "https://wiki.corp/",
  "https://shop.private/",
  "https://shop.test/",
  "https://shop.invalid/",
  "https://shop.onion/",
];
const TAKEN = [
  "https://shop.example/feed.xml",
  "https://shop.example:443/feed.xml",
  "https://SHOP.example./feed",
  "https://xn--caf-dma.example/",
  "https://internal.example/",
  "https://10.example/",
  "https://1.2.3.4.example/",
];

test.each(REFUSED)("nothing goes to %s", (address) => {
  const expected = { expected: expect.any(String) };
  expect(publicUrl(address)).toEqual(expected);
  expect(webhookUrl(deployed(), address)).toEqual(expected);
  expect(pushEndpoint(deployed(), address)).toEqual(expected);
});
test.each(TAKEN)("a feed or a webhook may be at %s, a push service not", (address) => {
  expect(publicUrl(address)).toHaveProperty("url");
  expect(webhookUrl(deployed(), address)).toHaveProperty("url");
  expect(pushEndpoint(deployed(), address)).toHaveProperty("expected");
});

test("none of them is saved or looked at by a route", async () => {
  const site = await aSite();
  const json = { ...(await site.owner()), "content-type": "application/json" };
  for (const url of REFUSED)
    for (const [method, path, body] of [
      ["PUT", "/api/feed", { url }],
      ["POST", "/api/webhooks", { url, types: ["lead.created"], isOn: true }],
      ["POST", "/api/start/look", { url }],
    ] as const) {
      const answer = await ask(method, path, json, body, deployed());
      expect([answer.status, answer.body.field], `${path} ${url}`).toEqual([400, "url"]);
    }
});

describe("a redirect", () => {
  test.each(REFUSED.filter((address) => URL.canParse(address)))("to %s is not followed", async (address) => {
    const asked: string[] = [];
    const get = (async (url: URL) => {
      asked.push(url.href);
      return new Response(null, { status: 302, headers: { location: new URL(address).href } });
    }) as unknown as typeof fetch;
    await expect(fetchPublic("https://shop.example/feed", 1000, get)).rejects.toThrow(/is not (an|a) /);
    expect(asked).toEqual(["https://shop.example/feed"]);
  });
});

test("an origin that has passed lets none pass that merely begins with it", () => {
  const worker = deployed();
  expect(pushEndpoint(worker, "https://fcm.googleapis.com/fcm/send/a")).toHaveProperty("origin");
  for (const address of [
    "https://fcm.googleapis.comx",
    "https://fcm.googleapis.com.evil.example/",
    "https://fcm.googleapis.com@evil.example/",
    "https://fcm.googleapis.com:8443/a",
    "https://fcm.googleapis.com:443@evil.example/a",
  ])
    expect(pushEndpoint(worker, address), address).toHaveProperty("expected");
});
