/** One campaign being edited: its draft, what is wrong with it, saving, pausing, publishing. */
import { computed, signal } from "@preact/signals";
import type { Campaign, Place } from "../../../model/campaign.ts";
import { type Block, type Content, formOf } from "../../../model/content.ts";
import { findPersona } from "../../../model/personas.ts";
import { draftOf, isReady } from "../../../model/play.ts";
import type { PreviewLink } from "../../../model/preview.ts";
import type { ResultList } from "../../../model/results/report.ts";
import { hrefOf } from "../../address.ts";
import {
  type Answer,
  deleteCampaign,
  getCampaigns,
  getResultList,
  getSegments,
  getVisitor,
  getVisitors,
  makePreviewLink as makeLink,
  saveCampaign,
} from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { sayUndoable } from "../../components/toast/undo.ts";
import { idFrom } from "../../condition-words.ts";
import { capital } from "../../format.ts";
import { reading } from "../../reading.ts";
import { go } from "../../route.ts";
import {
  findings as allFindings,
  isReviewing as isReviewingAll,
  publication,
  publishAll,
  refreshPublication,
} from "../../shell/state.ts";
import { now } from "../../site.ts";
import { t } from "../../words.ts";
import { you } from "../../you.ts";
import { changedBlock, inForm, movedBlock, withBlock, withoutBlock, withPart } from "./content.ts";
import { findingsOf, type Step } from "./findings.ts";
import { freeVariant } from "./free-variant.ts";
import { isSelector } from "./is-selector.ts";
import { personaOf } from "./persona.ts";

export const campaigns = reading(getCampaigns);
export const segments = reading(getSegments);
export const draft = signal<Campaign>();
export const openStep = signal<Step | undefined>("who");
export const variant = signal(0);
export const isMissing = signal(false);
export const isSaving = signal(false);
export const isReviewing = signal(false);
/** After the first save that was refused, faults stand at their fields. */
export const isChecked = signal(false);

const EMPTY: Campaign = {
  id: "",
  name: "",
  status: "draft",
  placement: "bar",
  role: "help",
  segmentsIn: [],
  segmentsOut: [],
  pages: { in: [], out: [] },
  pageKinds: [],
  devices: [],
  schedule: {},
  trigger: { kind: "at_once" },
  priority: 50,
  valueMinor: 0,
  cap: { times: 2, days: 7 },
  holdoutShare: 0.1,
  variants: [{ id: "a", share: 1, content: { form: "bar", blocks: [{ kind: "head", title: "" }] } }],
  why: "",
};

/** `query`: what a new campaign begins with, `?persona=ID&play=N&segment=ID`. */
export async function open(id: string, query: Record<string, string>): Promise<void> {
  // Who has looked at its results meanwhile finds what was not saved.
  if (draft.value?.id === id && isChanged.value) return;
  draft.value = undefined;
  isMissing.value = false;
  isChecked.value = false;
  isReviewing.value = false;
  variant.value = 0;
  openStep.value = id === "new" ? "who" : "what";
  void allFindings.load();
  await Promise.all([campaigns.load(), segments.load()]);
  const known = campaigns.value.value?.campaigns.find((campaign) => campaign.id === id);
  isMissing.value = id !== "new" && !!campaigns.value.value && !known;
  if (id === "new") draft.value = { ...EMPTY, ...draftFrom(query) };
  else if (known) draft.value = bare(known);
}

/** A persona's play for a segment. */
function draftFrom({ persona = "", play = "", segment: id = "" }: Record<string, string>): Partial<Campaign> {
  const chosen = findPersona(persona)?.plays[Number(play)];
  return chosen && isReady(chosen) ? draftOf(chosen, { id, name: nameOf(id) }) : {};
}

type Listed = NonNullable<typeof campaigns.value.value>["campaigns"][number];
/** Without what the list adds. */
function bare({ updatedAt: _, isPublished: __, counts: ___, ...campaign }: Listed): Campaign {
  return campaign;
}

export const saved = computed(() =>
  campaigns.value.value?.campaigns.find((campaign) => campaign.id === draft.value?.id),
);
export const isChanged = computed(
  () => !saved.value || JSON.stringify(bare(saved.value)) !== JSON.stringify(draft.value),
);
export const known = computed(
  () => new Map(segments.value.value?.segments.map(({ id, name }) => [id, name]) ?? []),
);
export const nameOf = (segment: string) => known.value.get(segment) ?? segment;

/** What it is published with. */
const beside = computed(() => ({
  segments: segments.value.value?.segments ?? [],
  campaigns: (campaigns.value.value?.campaigns ?? []).filter(({ status }) => status === "published"),
  shop: allFindings.value.value?.shop,
}));

/** A draft is judged as it would be saved: its id comes with saving. */
export const findings = computed(() => {
  const edited = draft.value;
  return edited
    ? findingsOf({ ...edited, id: edited.id || "new" }, beside.value, now.peek(), isSelector)
    : [];
});
export const faults = computed(() => findings.value.filter(({ level }) => level === "bad"));
/** What stands at the field whose path ends so. */
export function faultAt(path: string): string {
  if (!isChecked.value) return "";
  const fault = faults.value.find((one) => one.path === path);
  return fault ? capital(fault.text.replace(/^[^:]*: /, "")) : "";
}

export function change(part: Partial<Campaign>): void {
  if (draft.value) draft.value = { ...draft.value, ...part };
}
/** Empty: none. */
export function changeGroup(exclusionGroup: string): void {
  if (!draft.value) return;
  const { exclusionGroup: _, ...rest } = draft.value;
  draft.value = exclusionGroup ? { ...rest, exclusionGroup } : rest;
}
export function changeInvited(isInvited: boolean): void {
  if (!draft.value) return;
  const { isInvited: _, ...rest } = draft.value;
  draft.value = isInvited ? { ...rest, isInvited } : rest;
}
/** Undefined: none. */
export function changeBudget(budget: number | undefined): void {
  if (!draft.value) return;
  const { budget: _, ...rest } = draft.value;
  draft.value = budget === undefined ? rest : { ...rest, budget };
}
/** Another placement is another form of content. `place`: where it stands, if in no slot. */
export function changePlacement(placement: string, place?: Place): void {
  if (!draft.value) return;
  const form = formOf(placement);
  const variants = draft.value.variants.map((one) => ({ ...one, content: inForm(one.content, form) }));
  const { place: _, ...rest } = draft.value;
  draft.value = { ...rest, placement, variants, ...(place && { place }) };
}

export const shown = computed(() => draft.value?.variants[variant.value] ?? draft.value?.variants[0]);
/** Changes the content of the shown variant. */
function edit(edited: (content: Content) => Content): void {
  const one = shown.value;
  if (!draft.value || !one) return;
  const content = edited(one.content);
  change({ variants: draft.value.variants.map((old) => (old === one ? { ...old, content } : old)) });
}
export const changeContent = (part: Partial<Content>) => edit((content) => withPart(content, part));
/** In place of what the shown variant has; the campaign takes the template's form, and so do its other variants. */
export function takeTemplate(content: Content): void {
  if (!draft.value) return;
  const { placement } = draft.value;
  const { form } = content;
  if (form !== formOf(placement)) changePlacement(form === "inline" ? "home" : form);
  edit(() => content);
}
export const addBlock = (block: Block) => edit((content) => withBlock(content, block));
export const changeBlock = (at: number, part: Partial<Block>) =>
  edit((content) => changedBlock(content, at, part));
export const moveBlock = (at: number, by: -1 | 1) => edit((content) => movedBlock(content, at, by));
export const removeBlock = (at: number) => edit((content) => withoutBlock(content, at));

/** Ids by which figures, caps or answers are kept: with one of them a new campaign or variant would begin with these. */
export async function idsUsed(): Promise<ResultList["used"]> {
  const answer = await getResultList();
  return "value" in answer ? answer.value.used : {};
}

export async function addVariant(): Promise<void> {
  const met = draft.value?.id ? (await idsUsed())[draft.value.id] : [];
  const variants = draft.value?.variants ?? [];
  if (!shown.value) return;
  const id = freeVariant(
    [...variants, ...(saved.value?.variants ?? [])].map((one) => one.id).concat(met ?? []),
  );
  change({ variants: [...variants, { id, content: shown.value.content, share: 1 }].map(even) });
  variant.value = variants.length;
}
export function removeVariant(): void {
  const one = shown.value;
  if (!draft.value || draft.value.variants.length < 2) return;
  change({ variants: draft.value.variants.filter((old) => old !== one).map(even) });
  variant.value = 0;
}
const even = <One extends { share: number }>(one: One, _: number, all: unknown[]): One => ({
  ...one,
  share: 1 / all.length,
});

const idsTaken = async () =>
  new Set([...(campaigns.value.value?.campaigns ?? []).map(({ id }) => id), ...Object.keys(await idsUsed())]);

/** Saves the draft with a status; false where it was refused. */
async function put(status: Campaign["status"]): Promise<Campaign | undefined> {
  const edited = draft.value;
  if (!edited) return undefined;
  isChecked.value = true;
  const fault = faults.value[0];
  if (fault) {
    openStep.value = fault.step;
    say(t`Not saved. ${fault.text}`);
    return undefined;
  }
  isSaving.value = true;
  const campaign = { ...edited, status, id: edited.id || idFrom(edited.name, await idsTaken()) };
  const answer = await saveCampaign(campaign);
  isSaving.value = false;
  if ("failure" in answer) {
    say(t`Not saved. ${sayFailure(answer.failure)}`);
    return undefined;
  }
  await Promise.all([campaigns.load(), refreshPublication()]);
  draft.value = campaign;
  return campaign;
}

export async function save(): Promise<void> {
  const wasNew = draft.value?.id === "";
  const campaign = await put(draft.value?.status ?? "draft");
  if (!campaign) return;
  say(
    campaign.status === "published"
      ? t`${campaign.name} saved. Not live until it is published.`
      : t`${campaign.name} saved.`,
  );
  if (wasNew) go(hrefOf("campaigns", campaign.id), { replace: true });
}

/** Opens the review, unless there is something to put right first. */
export function review(): void {
  isChecked.value = true;
  const fault = faults.value[0];
  if (fault) {
    openStep.value = fault.step;
    say(t`Before publishing: ${fault.text}`);
  } else isReviewing.value = true;
}

export async function publish(): Promise<void> {
  const wasNew = draft.value?.id === "";
  const campaign = await put("published");
  if (!campaign) return;
  const isLive = await publishAll(t`${campaign.name} published`);
  isReviewing.value = false;
  if (isLive) await campaigns.load();
  if (wasNew) go(hrefOf("campaigns", campaign.id), { replace: true });
}

/**
 * Pausing is meant for now, so it is published at once; but only where nothing else waits, since a publication takes
 * all that is saved.
 */
export async function turn(status: "published" | "paused"): Promise<void> {
  const before = draft.value?.status ?? "draft";
  const name = saved.value?.name ?? "";
  const others = othersWaiting(name);
  const campaign = await put(status);
  if (!campaign) return;
  const done = status === "paused" ? t`${campaign.name} paused` : t`${campaign.name} resumed`;
  if (others.length > 0) {
    say(t`${done}. Other changes wait too, so look before it goes live.`, {
      label: t`Publish`,
      run: () => (isReviewingAll.value = true),
    });
    return;
  }
  if (!(await publishAll(done))) return;
  await campaigns.load();
  const seconds = publication.value.value?.liveWithinSeconds ?? 0;
  sayUndoable(
    t`${done}. So on the shop within ${seconds}\u00a0s.`,
    () => putBack({ ...campaign, status: before === "paused" ? "paused" : "published" }),
    () => {
      if (othersWaiting(campaign.name).length > 0) isReviewingAll.value = true;
      else void publishAll(t`${campaign.name} is as before`).then(() => campaigns.load());
    },
  );
}
/** Saved and not live, besides this one. */
const othersWaiting = (name: string) =>
  (publication.value.value?.changes ?? []).filter((change) => change !== name);

/** As it was saved before, whatever is being edited meanwhile. */
async function putBack(campaign: Campaign): Promise<Answer<unknown>> {
  const answer = await saveCampaign(campaign);
  if ("value" in answer) {
    await Promise.all([campaigns.load(), refreshPublication()]);
    if (draft.value?.id === campaign.id) draft.value = campaign;
  }
  return answer;
}

/** Out of the way, with its results; or back among the drafts. */
export async function archive(status: "archived" | "draft"): Promise<void> {
  const before = draft.value?.status === "paused" ? "paused" : "draft";
  const campaign = await put(status);
  if (!campaign) return;
  sayUndoable(
    status === "archived" ? t`${campaign.name} archived.` : t`${campaign.name} is a draft again.`,
    () => putBack({ ...campaign, status: status === "archived" ? before : "archived" }),
    () => {},
  );
}

export async function remove(): Promise<void> {
  const gone = saved.value && bare(saved.value);
  if (!gone) return;
  const answer = await deleteCampaign(gone.id);
  if ("failure" in answer) {
    say(t`Not deleted. ${sayFailure(answer.failure)}`);
    return;
  }
  draft.value = undefined;
  void refreshPublication();
  go(hrefOf("campaigns"));
  sayUndoable(
    t`${gone.name} deleted.`,
    () => saveCampaign(gone),
    () => go(hrefOf("campaigns", gone.id)),
  );
}

export const whose = signal("");
const MOST_PERSONAS = 20;
/** The newest visitors, to look through the eyes of. */
export const personas = signal<{ id: string; cartMinor: number }[]>([]);
export const persona = reading(() => getVisitor(whose.value, { path: "/", kind: "home" }));

/** Once a visit to this page: the preview should not change under the hands. */
export async function loadPersona(): Promise<void> {
  const newest = await getVisitors({ segment: undefined, before: undefined });
  personas.value = "value" in newest ? newest.value.visitors.slice(0, MOST_PERSONAS) : [];
  const id = personaOf(personas.value, you.value);
  if (id && !whose.value) await lookAs(id);
}
export async function lookAs(visitor: string): Promise<void> {
  whose.value = visitor;
  await persona.load();
}

/** Whether the dialog that makes a preview's link is open. */
export const isLinking = signal(false);
/** The link made last, while it still is what was asked for. */
export const previewLink = signal<PreviewLink>();
/** What is wrong with the address it was asked for. */
export const linkFault = signal("");

export function openPreviewLink(): void {
  previewLink.value = undefined;
  linkFault.value = "";
  isLinking.value = true;
}

/** `visitor`: whose eyes; null: somebody of whom nothing is known. `as`: what the page calls them. */
export async function makePreviewLink(url: string, visitor: string | null, as: string): Promise<void> {
  const id = saved.value?.id;
  if (!id) return;
  const answer = await makeLink(id, { url, visitor, as });
  linkFault.value = "failure" in answer ? sayFailure(answer.failure) : "";
  previewLink.value = "value" in answer ? answer.value : undefined;
}
