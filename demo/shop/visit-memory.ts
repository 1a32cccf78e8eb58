/** What the drawer has heard in this visit: survives the change of page, and is kept only after a yes. */
import type { SyncDecisions } from "../../model/sync.ts";
import { consentGiven } from "./consent.ts";
import { keepForVisit, readVisit } from "./kept.ts";
import type { Noticed } from "./noticed.ts";

export interface VisitMemory {
  /** Newest first. */
  moments: Noticed[];
  segments: string[];
  /** The visitor's id, once the edge has said it. */
  visitor?: string;
  /** Campaign names by id, for events that carry the id alone. */
  campaigns: Record<string, string>;
}

/** More than a visit fills; a bound for the tab that is never closed. */
const MOST_MOMENTS = 60;

export function recallVisit(): VisitMemory {
  const empty: VisitMemory = { moments: [], segments: [], campaigns: {} };
  return { ...empty, ...(readVisit("polana_noticed") as Partial<VisitMemory> | null) };
}

export function rememberMoment(memory: VisitMemory, moment: Noticed): void {
  memory.moments = [moment, ...memory.moments].sort((a, b) => b.at - a.at).slice(0, MOST_MOMENTS);
  save(memory);
}

export function rememberAnswer(memory: VisitMemory, { explain }: SyncDecisions): void {
  if (!explain) return;
  memory.segments = explain.segments;
  memory.visitor = explain.visitor;
  for (const { campaign, name } of explain.reasons) memory.campaigns[campaign] = name;
  save(memory);
}

function save(memory: VisitMemory): void {
  const consent = consentGiven();
  if (consent?.measure || consent?.personalise) keepForVisit("polana_noticed", memory);
}
