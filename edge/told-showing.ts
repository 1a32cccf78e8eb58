/**
 * What a server tells of a campaign's content holds only where it has the place, variant and side that are that visitor's: an arm is
 * nobody's choice. Whether it was decided for this very page the edge has not kept. Pure.
 */
import { assign } from "../model/decision.ts";
import type { Event, EventFault } from "../model/event.ts";
import type { CompiledSnapshot } from "../model/snapshot.ts";

/** Undefined where it holds, and of any other event. `rules`: undefined before the first publication. */
export function showingFault(
  { name, props }: Event,
  visitor: string,
  rules: CompiledSnapshot | undefined,
): EventFault | undefined {
  if (name !== "exposure" && name !== "content_click" && name !== "content_close") return undefined;
  const fault = (field: string, expected: string) => ({ path: `properties.${field}`, expected });
  const compiled = rules?.campaigns.find(({ campaign }) => campaign.id === props.campaign);
  if (!rules || !compiled) return fault("campaign", "a campaign that is live");
  if (props.placement !== compiled.campaign.placement) return fault("placement", compiled.campaign.placement);
  const { variant, kind } = assign(rules, compiled, visitor);
  if (props.variant !== variant) return fault("variant", `the one decided for this visitor: ${variant}`);
  const isGhost = kind === "held_out";
  if (name === "exposure" && Boolean(props.ghost) !== isGhost)
    return fault("ghost", isGhost ? "true: this visitor is held out" : "none: this visitor is not held out");
  if (name !== "exposure" && isGhost) return fault("campaign", "one that this visitor is not held out of");
  return undefined;
}

/**
 * What is wrong with a code that a server asks for. Any variant with the pool will do, as at the door of pages: shares may have
 * changed since it was shown. `now`: epoch ms.
 */
export function couponFault(
  asked: { campaign: string; pool: string },
  visitor: string,
  rules: CompiledSnapshot,
  now: number,
): EventFault | undefined {
  const compiled = rules.campaigns.find(({ campaign }) => campaign.id === asked.campaign);
  const { from = 0, until = Number.POSITIVE_INFINITY } = compiled?.campaign.schedule ?? {};
  if (!compiled || now < from || now >= until)
    return { path: "campaign", expected: "a campaign that is live, within its time" };
  if (assign(rules, compiled, visitor).kind === "held_out")
    return { path: "campaign", expected: "one that this visitor is not held out of" };
  const hasPool = compiled.campaign.variants.some(({ content }) =>
    content.blocks.some((block) => block.kind === "coupon" && block.pool === asked.pool),
  );
  return hasPool ? undefined : { path: "pool", expected: "a pool of the campaign" };
}
