import { expect, test } from "vitest";
import {
  EMPTY_MESSAGE,
  noticeOf,
  pictureOf,
  TOKEN_WORDS,
  withChange,
  withToken,
} from "../../dashboard/components/notification/notice.ts";
import { withFallbacks } from "../../model/content.ts";
import { PUSH_TOKENS } from "../../model/push.ts";

const words = { title: "{{cart.first.name|Your choice}} waits", body: "In {{city|your town}} too." };

test("tokens are filled with what is the visitor's own, else with their fall-back", () => {
  const token = (name: string) => (name === "cart.first.name" ? "Table lamp Sowa" : undefined);
  expect(noticeOf(words, { token })).toEqual({ title: "Table lamp Sowa waits", body: "In your town too." });
});

test("a token comes to stand at the caret, its fall-back ready to be written over", () => {
  const made = withToken("Hello, come back", { from: 5, until: 5 }, "city");
  expect(made.text).toBe("Hello{{city|where you are}}, come back");
  expect(made.text.slice(made.from, made.until)).toBe("where you are");
});

test("what is selected becomes the fall-back", () => {
  const made = withToken("Your lamp waits", { from: 0, until: 9 }, "cart.first.name");
  expect(made.text).toBe("{{cart.first.name|Your lamp}} waits");
  expect(withFallbacks(made.text)).toBe("Your lamp waits");
});

test("every token of notifications can be inserted", () => {
  expect(Object.keys(TOKEN_WORDS).toSorted()).toEqual([...PUSH_TOKENS].toSorted());
});

test("a picture of the visitor's own is theirs, or told to be missing", () => {
  const picture = (of: "cart" | "viewed") => (of === "cart" ? "/lamp.svg" : undefined);
  expect(pictureOf({ ...EMPTY_MESSAGE, picture: "cart" }, { picture })).toBe("/lamp.svg");
  expect(pictureOf({ ...EMPTY_MESSAGE, picture: "viewed" }, { picture })).toBe("");
  expect(pictureOf({ ...EMPTY_MESSAGE, picture: { src: "/scene.svg" } }, { picture })).toBe("/scene.svg");
  expect(pictureOf(EMPTY_MESSAGE, { picture })).toBeUndefined();
});

test("what was emptied is gone", () => {
  const about = withChange(EMPTY_MESSAGE, { about: "cart", neutral: { ...words, href: "/" } });
  expect(about).toHaveProperty("neutral");
  expect(withChange(about, { about: undefined, neutral: undefined })).toEqual(EMPTY_MESSAGE);
});
