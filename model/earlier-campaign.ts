/**
 * A saved campaign as it is decided and drawn. One that was saved before a rule of `campaignSchema` was made is still published
 * and shown, and reads as the rule has it; to be saved again it must be put right. Pure.
 */
import type { Campaign } from "./campaign.ts";
import { type Block, type Content, formOf, TOKEN_BEGINS, withFallbacks } from "./content.ts";

/** `currency`: the site's, ISO 4217. */
export function broughtUp(campaign: Campaign, currency: string): Campaign {
  const form = formOf(campaign.placement);
  return {
    ...campaign,
    why: withoutTokens(campaign.why),
    variants: campaign.variants.map(({ content, ...variant }) => ({
      ...variant,
      content: {
        ...content,
        form,
        blocks: content.blocks.map((block) => broughtUpBlock(block, currency)),
        ...(hasAmounts(content) && { currency }),
      },
    })),
  };
}

/** Of a cart. */
const hasAmounts = (content: Content): boolean =>
  content.blocks.some(({ kind }) => kind === "progress") || JSON.stringify(content).includes("{{cart.");

function broughtUpBlock(block: Block, currency: string): Block {
  if (block.kind === "progress") return { ...block, currency: block.currency ?? currency };
  if (block.kind !== "form" || !block.consent) return block;
  const { consent } = block;
  return { ...block, consent: { ...consent, controller: withoutTokens(consent.controller) } };
}

/** What is drawn as it stands, without the tokens that it may no longer hold. */
const withoutTokens = (text: string): string =>
  text.includes(TOKEN_BEGINS) ? withFallbacks(text).replace(/\{\{[^{}]*(\}\}|$)/g, "") : text;
