import { expect, test } from "vitest";
import { lookForTag } from "../../model/tag-look.ts";

const PAGE = "https://shop.example/lamps/";
const EDGE = "https://edge.example";
const look = (html: string) => lookForTag(html, PAGE, EDGE, "polana-8n");

test.each([
  ["an attribute", '<script async src="https://edge.example/i.js" data-site="polana-8n"></script>'],
  ["single quotes", "<script src='https://edge.example/i.js' data-site='polana-8n'></script>"],
  ["no quotes", "<script src=https://edge.example/i.js data-site=polana-8n></script>"],
  ["its address", '<script async src="https://edge.example/i.js?x=1&amp;site=polana-8n"></script>'],
  ["the shop's own path, in first-party mode", '<script src="/x7/i.js" data-site="polana-8n"></script>'],
  [
    "a second tag, behind another site's",
    '<script src="https://edge.example/i.js" data-site="other-xx"></script><SCRIPT SRC="https://edge.example/i.js" DATA-SITE="polana-8n"></SCRIPT>',
  ],
])("the tag is right where the site stands in %s", (_, html) => {
  expect(look(html)).toMatchObject({ standing: "right", given: "" });
});

test.each([
  [
    "a mistyped site",
    '<script src="https://edge.example/i.js" data-site="polana-8m"></script>',
    "checksum",
    "polana-8m",
  ],
  ["another site", '<script src="https://edge.example/i.js?site=shop-jv"></script>', "other_site", "shop-jv"],
  ["no site", '<script src="https://edge.example/i.js"></script>', "no_site", ""],
  [
    "another edge",
    '<script src="https://old.example/i.js"></script>',
    "other_edge",
    "https://old.example/i.js",
  ],
  ["only other scripts", '<script src="/theme.js"></script><p>i.js</p>', "none", ""],
])("with %s the look says so", async (_, html, standing, given) => {
  const { siteIdOf } = await import("../../model/site.ts");
  const right = siteIdOf("shop")!;
  expect(look(html.replace("shop-jv", right))).toMatchObject({
    standing,
    given: given.replace("shop-jv", right),
  });
});

test("the consent the tag asks for, and a tag manager beside it, are told", () => {
  expect(
    look('<script src="https://edge.example/i.js" data-site="polana-8n" data-consent="google"></script>'),
  ).toMatchObject({ consent: "google", hasTagManager: false });
  expect(look("<script>j.src='https://www.googletagmanager.com/gtm.js?id='+i</script>")).toEqual({
    standing: "none",
    given: "",
    consent: "",
    hasTagManager: true,
  });
});

test("a page of nothing but beginnings of tags is read to its end", () => {
  expect(look("<script ".repeat(200_000)).standing).toBe("none");
});
