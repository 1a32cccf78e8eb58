/** What may be saved as a campaign, and how one reads that an earlier release has saved. */
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { type Campaign, campaignSchema } from "../../model/campaign.ts";
import type { Content } from "../../model/content.ts";
import { compileSnapshot, snapshotSchema } from "../../model/snapshot.ts";
import { aCampaign, aSite, aSnapshot } from "../support/builders.ts";
import { EVERY_BLOCK } from "../support/every-block.ts";

const head = { kind: "head", title: "Wait!" } as const;
const variant = (content: Content, id = "a") => ({ id, share: 1, content });
const signUp: Content = {
  form: "overlay",
  blocks: [
    head,
    {
      kind: "form",
      fields: [{ name: "email", label: "E-mail", type: "email", isRequired: true }],
      consent: { text: "Yes", controller: "{{city|Polana}} Ltd, {{city}}", privacyHref: "/privacy" },
      send: "Send",
      thanks: "Thanks",
    },
  ],
};

/** What earlier releases took, and this one does not. */
const EARLIER: [what: string, changes: Partial<Campaign>, field: string][] = [
  [
    "an overlay in a slot",
    { placement: "promo", variants: [variant({ form: "overlay", blocks: [head] })] },
    "variants.0.content.form",
  ],
  [
    "content of a slot in the bar",
    { placement: "bar", variants: [variant({ form: "inline", blocks: [head] })] },
    "variants.0.content.form",
  ],
  [
    "two variants of one id",
    { variants: [variant({ form: "inline", blocks: [head] }), variant({ form: "inline", blocks: [head] })] },
    "variants.1.id",
  ],
  ["a token in the reason", { why: "You looked at {{last_viewed.name|it}}." }, "why"],
  [
    "a token in the controller’s name",
    { placement: "overlay", variants: [variant(signUp)] },
    "variants.0.content.blocks.1.consent.controller",
  ],
];
const faultsIn = (campaign: Campaign) =>
  v.safeParse(campaignSchema, campaign).issues?.map((issue) => v.getDotPath(issue)) ?? [];

describe("a campaign with", () => {
  test.each(EARLIER)("%s is not saved, by the field at fault", (_, changes, field) => {
    expect(faultsIn(aCampaign("odd", changes))).toEqual([field]);
  });

  test.each(EARLIER)("%s can be paused all the same", (_, changes) => {
    expect(faultsIn(aCampaign("odd", { ...changes, status: "paused" }))).toEqual([]);
  });

  test.each(EARLIER)("%s, saved by an earlier release, is published with the others", (_, changes) => {
    const rules = aSnapshot(aSite("shop"), { campaigns: [aCampaign("odd", changes), aCampaign("other")] });
    expect(v.safeParse(snapshotSchema, rules).success).toBe(true);
  });
});

describe("one saved by an earlier release", () => {
  const compiled = (changes: Partial<Campaign>) =>
    compileSnapshot(aSnapshot(aSite("shop"), { campaigns: [aCampaign("odd", changes)] })).campaigns[0]!
      .campaign;

  test("has the form of its placement, so that nothing floats in the checkout", () => {
    const forms = (placement: string) =>
      compiled({ placement, variants: [variant({ form: "overlay", blocks: [head] })] }).variants[0]!.content
        .form;
    expect(["promo", "bar", "overlay"].map(forms)).toEqual(["inline", "bar", "overlay"]);
  });

  test("is read with the fall-backs of tokens that nobody fills", () => {
    expect(compiled({ why: "You looked at {{last_viewed.name|it}}." }).why).toBe("You looked at it.");
    const { content } = compiled({ placement: "overlay", variants: [variant(signUp)] }).variants[0]!;
    expect(content.blocks[1]).toMatchObject({ consent: { controller: "Polana Ltd, " } });
  });

  test("has the site’s currency where amounts of a cart are named, and nowhere else", () => {
    const currencyWith = (...blocks: Content["blocks"]) =>
      compiled({ variants: [variant({ form: "inline", blocks })] }).variants[0]!.content.currency;
    expect(currencyWith(EVERY_BLOCK.progress)).toBe("EUR");
    expect(currencyWith({ kind: "head", title: "{{cart.value|x}}" })).toBe("EUR");
    expect(currencyWith(head)).toBeUndefined();
  });
});
