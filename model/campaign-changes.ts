/** What is different between two states of a campaign, in a marketer's words. */
import type { Campaign } from "./campaign.ts";

const NAMES: { [Field in keyof Campaign]-?: string } = {
  id: "id",
  name: "name",
  status: "status",
  placement: "placement",
  place: "place on the page",
  role: "help or offer",
  segmentsIn: "segments",
  segmentsOut: "segments kept out",
  isInvited: "by invitation of a journey",
  pages: "paths",
  pageKinds: "kinds of page",
  devices: "devices",
  schedule: "schedule",
  trigger: "trigger",
  priority: "priority",
  valueMinor: "expected value",
  exclusionGroup: "group",
  cap: "how often",
  holdoutShare: "share held out",
  goal: "goal",
  attribution: "what counts as its orders",
  budget: "budget",
  variants: "content",
  why: "reason for the visitor",
};

/** Names of the parts that differ, in the order of the editor; empty where none does. */
export function changedParts(before: Campaign, after: Campaign): string[] {
  const isSame = (field: keyof Campaign) => JSON.stringify(before[field]) === JSON.stringify(after[field]);
  return (Object.keys(NAMES) as (keyof Campaign)[])
    .filter((field) => !isSame(field))
    .map((field) => (field === "status" ? `status, now ${after.status}` : NAMES[field]));
}
