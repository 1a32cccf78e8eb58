/** What must be put right before publishing, and what is worth a second thought. */
import { type Campaign, campaignSchema } from "../../../model/campaign.ts";
import type { Content } from "../../../model/content.ts";
import { segmentsInContent } from "../../../model/content-for.ts";
import { lint, type Rules } from "../../../model/lint.ts";
import { faultsIn } from "../../faults.ts";
import { t } from "../../words.ts";

export type Step = "who" | "where" | "when" | "what" | "measure";
export interface Finding {
  level: "bad" | "warn";
  /** The step that puts it right. */
  step: Step;
  text: string;
  /** Path of the field at fault, for the message beside it. */
  path?: string;
}

/** Fields by the beginning of their path: which step they are in, and what they are called. */
const PLACES: [prefix: RegExp, step: Step, name: string][] = [
  [/^name$/, "who", t`Name`],
  [/^segments/, "who", t`Segments`],
  [/^placement$/, "where", t`Name of the place`],
  [/^place.selector/, "where", t`Selector`],
  [/^place/, "where", t`Height kept free`],
  [/^pages/, "where", t`Path`],
  [/^pageKinds|^role/, "where", t`Pages`],
  [/^trigger.selector/, "when", t`Selector`],
  [/^trigger.event/, "when", t`Event`],
  [/^trigger/, "when", t`When it comes`],
  [/^schedule/, "when", t`Schedule`],
  [/^cap/, "when", t`How often`],
  [/^variants.*title$/, "what", t`Headline`],
  [/^variants.*links.*label$/, "what", t`Way to help`],
  [/^variants.*label$/, "what", t`Button, progress or countdown`],
  [/^variants.*links.*href$/, "what", t`Address of a way to help`],
  [/^variants.*src$/, "what", t`Address of a picture`],
  [/^variants.*href$/, "what", t`Address of a button`],
  [/^variants.*conditions$/, "what", t`Conditions of an offer`],
  [/^variants.*(thresholdMinor|currency)$/, "what", t`Threshold`],
  [/^variants/, "what", t`Content`],
  [/^why$/, "what", t`Why am I seeing this`],
  [/^goal/, "measure", t`Event`],
  [/^holdout/, "measure", t`Held out`],
  [/^exclusionGroup/, "measure", t`Group`],
  [/^budget/, "measure", t`Codes it may give`],
  [/^priority|^valueMinor/, "measure", t`Priority`],
];

/** What else is saved, as the linter reads it: segments, other campaigns that are published, the shop's figures. */
export type Beside = Rules;

/** `isSelector` asks the browser, which alone knows. */
export function findingsOf(
  campaign: Campaign,
  beside: Beside,
  now: number,
  isSelector: (text: string) => boolean,
): Finding[] {
  return [
    ...faultsOf(campaign),
    ...lintsOf(campaign, beside, now),
    ...doubtsOf(campaign, beside, isSelector),
  ];
}

/** As if it were published with the rest. */
function lintsOf(campaign: Campaign, { segments, campaigns, shop }: Beside, now: number): Finding[] {
  const others = campaigns.filter(({ id }) => id !== campaign.id);
  return lint({ segments, campaigns: [...others, campaign], shop }, now)
    .filter((one) => one.campaign === campaign.id)
    .map(({ level, field, text }) => ({ level, step: placeOf(field)[1], text: t(text) }));
}

const placeOf = (path: string) =>
  PLACES.find(([prefix]) => prefix.test(path)) ?? (["", "what", path] as const);

const faultsOf = (campaign: Campaign): Finding[] =>
  faultsIn(campaignSchema, campaign).map(({ path, text }) => {
    const [, step, name] = placeOf(path);
    return { level: "bad", step, path, text: `${name}: ${text}` };
  });

/** What only an editor need know. */
function doubtsOf(
  campaign: Campaign,
  { segments }: Beside,
  isSelector: (text: string) => boolean,
): Finding[] {
  const doubts: Finding[] = [];
  const { placement, place, trigger, segmentsIn, segmentsOut, variants } = campaign;
  const isLost = (id: string) => !segments.some((one) => one.id === id);
  const lost = [...segmentsIn, ...segmentsOut].filter(isLost);
  if (lost.length > 0)
    doubts.push({ level: "bad", step: "who", text: t`Segments: ${lost.join(", ")} has been deleted.` });
  const lostInBlocks = variants.flatMap(({ content }) => segmentsInContent(content)).filter(isLost);
  if (lostInBlocks.length > 0)
    doubts.push({
      level: "bad",
      step: "what",
      text: t`A block is for ${[...new Set(lostInBlocks)].join(", ")}, which has been deleted.`,
    });
  if (placement === "bar" && campaign.variants.some(({ content }) => isTooMuchForBar(content)))
    doubts.push({
      level: "warn",
      step: "what",
      text: t`The bar is one line: products, or more than one button, do not fit it on a phone.`,
    });
  for (const label of aimless(campaign))
    doubts.push({ level: "warn", step: "what", text: t`The button “${label}” leads nowhere yet.` });
  if (place?.selector && !isSelector(place.selector))
    doubts.push({
      level: "bad",
      step: "where",
      path: "place.selector",
      text: t`Selector: what stands there is no CSS selector.`,
    });
  if (placement === "overlay" && trigger.kind === "at_once")
    doubts.push({
      level: "warn",
      step: "when",
      text: t`An overlay at once covers a page nobody has seen yet: let it wait for something.`,
    });
  return doubts;
}

/** Buttons whose address is still to come: `#` alone, as a play has it. */
const aimless = ({ variants }: Campaign): string[] =>
  variants.flatMap(({ content }) =>
    content.blocks.flatMap((block) =>
      block.kind === "actions"
        ? block.items.filter(({ href }) => href === "#").map(({ label }) => label)
        : [],
    ),
  );

function isTooMuchForBar({ blocks }: Content): boolean {
  return blocks.some(
    (block) => block.kind === "products" || (block.kind === "actions" && block.items.length > 1),
  );
}
