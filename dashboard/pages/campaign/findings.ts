/** What must be put right before publishing, and what is worth a second thought. */
import * as v from "valibot";
import { type Campaign, type Content, campaignSchema, formOf } from "../../../model/campaign.ts";

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
  [/^name$/, "who", "Name"],
  [/^segments/, "who", "Segments"],
  [/^placement$/, "where", "Slot"],
  [/^pages/, "where", "Path"],
  [/^trigger.selector/, "when", "Selector"],
  [/^trigger.event/, "when", "Event"],
  [/^trigger/, "when", "When it comes"],
  [/^schedule/, "when", "Schedule"],
  [/^cap/, "when", "How often"],
  [/^variants.*title$/, "what", "Headline"],
  [/^variants.*label$/, "what", "Button or progress"],
  [/^variants.*href$/, "what", "Address of a button"],
  [/^variants.*thresholdMinor$/, "what", "Threshold"],
  [/^variants/, "what", "Content"],
  [/^why$/, "what", "Why am I seeing this"],
  [/^holdout/, "measure", "Held out"],
  [/^priority|^valueMinor/, "measure", "Priority"],
];

/** `known`: ids of the segments there are. */
export function findingsOf(campaign: Campaign, known: ReadonlySet<string>, now: number): Finding[] {
  return [...faultsOf(campaign), ...doubtsOf(campaign, known, now)];
}

function faultsOf(campaign: Campaign): Finding[] {
  const parsed = v.safeParse(campaignSchema, campaign);
  if (parsed.success) return [];
  const found = parsed.issues.map((issue): Finding => {
    const path = v.getDotPath(issue) ?? "";
    const [, step, name] = PLACES.find(([prefix]) => prefix.test(path)) ?? ["", "what" as const, path];
    return { level: "bad", step, path, text: `${name}: ${sayIssue(issue)}` };
  });
  return found.filter((one, i) => found.findIndex(({ path }) => path === one.path) === i);
}

function sayIssue({ type, requirement, message }: v.BaseIssue<unknown> & { requirement?: unknown }): string {
  if (type === "min_length" && requirement === 1) return "must not be empty.";
  if (type === "max_length") return `at most ${requirement} characters.`;
  if (type === "number" || type === "integer") return "a whole number.";
  if (type === "min_value") return `at least ${requirement}.`;
  if (type === "max_value") return `at most ${requirement}.`;
  return `${message}.`;
}

function doubtsOf(campaign: Campaign, known: ReadonlySet<string>, now: number): Finding[] {
  const doubts: Finding[] = [];
  const { role, pageKinds, placement, schedule, cap, holdoutShare, trigger } = campaign;
  const isFloating = formOf(placement) !== "inline";
  const lost = [...campaign.segmentsIn, ...campaign.segmentsOut].filter((id) => !known.has(id));
  if (lost.length > 0)
    doubts.push({ level: "bad", step: "who", text: `Segments: ${lost.join(", ")} has been deleted.` });
  if (schedule.from && schedule.until && schedule.until <= schedule.from)
    doubts.push({ level: "bad", step: "when", text: "Schedule: it ends before it starts." });
  else if (schedule.until && schedule.until <= now)
    doubts.push({ level: "warn", step: "when", text: "Its end has passed: it shows to nobody." });
  const guarded = pageKinds.length > 0 && pageKinds.every((kind) => kind === "cart" || kind === "checkout");
  if (role === "offer" && guarded)
    doubts.push({
      level: "bad",
      step: "where",
      text: "Pages: an offer never shows on cart and checkout pages, and these are all it has.",
    });
  else if (isFloating && pageKinds.length > 0 && pageKinds.every((kind) => kind === "checkout"))
    doubts.push({
      level: "bad",
      step: "where",
      text: `Pages: the ${placement} never shows in the checkout.`,
    });
  if (placement === "bar" && campaign.variants.some(({ content }) => isTooMuchForBar(content)))
    doubts.push({
      level: "warn",
      step: "what",
      text: "The bar is one line: products, or more than one button, do not fit it on a phone.",
    });
  for (const label of aimless(campaign))
    doubts.push({ level: "warn", step: "what", text: `The button “${label}” leads nowhere yet.` });
  if (isFloating && !cap)
    doubts.push({ level: "warn", step: "when", text: `No cap: the ${placement} may come on every page.` });
  if (placement === "overlay" && trigger.kind === "at_once")
    doubts.push({
      level: "warn",
      step: "when",
      text: "An overlay at once covers a page nobody has seen yet: let it wait for something.",
    });
  if (trigger.kind !== "click" && campaign.variants.some(({ content }) => content.position === "full"))
    doubts.push({
      level: "bad",
      step: "when",
      text: "When it comes: an overlay over all of the window comes only after the visitor’s own click.",
    });
  if (holdoutShare === 0)
    doubts.push({ level: "warn", step: "measure", text: "Nobody is held out: what it adds cannot be told." });
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
