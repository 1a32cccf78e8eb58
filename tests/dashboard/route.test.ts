import { describe, expect, test } from "vitest";
import { hrefOf, parseRoute } from "../../dashboard/address.ts";

const parse = (href: string) => parseRoute(new URL(href, "http://localhost"));

describe("the URL as state", () => {
  test("the bare address is the overview", () => {
    expect(parse("/dashboard/")).toEqual({ page: "overview", id: "", query: {} });
  });

  test("a visitor's card has its id and its filters in the address", () => {
    expect(parse("/dashboard/visitors/a_b-C?on=cart&show=moments")).toEqual({
      page: "visitors",
      id: "a_b-C",
      query: { on: "cart", show: "moments" },
    });
  });

  test.each([
    ["overview", "", { from: "2026-10-24", to: "2026-11-22" }],
    ["visitors", "", { segment: "cart-waits" }],
    ["campaigns", "new", {}],
    ["segments", "odd/one ?", {}],
  ] as const)("what hrefOf writes for %s %s is read back the same", (page, id, query) => {
    expect(parse(hrefOf(page, id, query))).toEqual({ page, id, query });
  });

  test("an empty filter leaves no trace in the address", () => {
    expect(hrefOf("visitors", "", { segment: "", before: undefined })).toBe("/dashboard/visitors");
  });

  test.each(["/dashboard/nowhere", "/dashboard/visitors/a/b"])("%s is no page", (href) => {
    expect(parse(href).page).toBeNull();
  });

  test("a broken escape in a pasted link is taken as it stands", () => {
    expect(parse("/dashboard/visitors/%E0%A4%A").id).toBe("%E0%A4%A");
  });
});
