/** One play being looked at: the shop's own values, what it would bring, saving and publishing it. */
import { computed, signal } from "@preact/signals";
import type { Campaign } from "../../../model/campaign.ts";
import { findPlay, type Staged, stage } from "../../../model/plays.ts";
import type { ShopValues } from "../../../model/templates.ts";
import { hrefOf } from "../../address.ts";
import {
  getCoupons,
  getJourneys,
  saveCampaign,
  saveCouponPool,
  saveJourney,
  saveSegment,
} from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { minorOf, sayCount } from "../../format.ts";
import type { JourneyNames } from "../../journey-words.ts";
import { reading } from "../../reading.ts";
import { go } from "../../route.ts";
import { findings as allFindings, publishAll, refreshPublication } from "../../shell/state.ts";
import { currency, now, site } from "../../site.ts";
import { t } from "../../words.ts";
import { type Finding, findingsOf } from "../campaign/findings.ts";
import { isSelector } from "../campaign/is-selector.ts";
import { campaigns, idsUsed, loadPersona, segments } from "../campaign/state.ts";

const pools = reading(getCoupons);
const journeys = reading(getJourneys);
const used = signal<string[]>();
export const playId = signal("");
export const play = computed(() => findPlay(playId.value));
/** What the marketer has said so far; kept from play to play. */
const said = signal<Partial<ShopValues>>({});
export const isSaving = signal(false);
export const isReviewing = signal(false);

export const values = computed(
  (): ShopValues => ({
    language: "en",
    currency: currency.value,
    freeFromMinor: minorOf(80, currency.value),
    percent: 15,
    deliveryHref: "",
    returnsHref: "",
    contactHref: "",
    cartHref: "/cart/",
    controller: site.value?.name ?? "",
    privacyHref: "/privacy/",
    appHref: "#",
    guideHref: "",
    reviewHref: "",
    ...said.value,
  }),
);
export const setValues = (part: Partial<ShopValues>) => {
  said.value = { ...said.value, ...part };
};

export async function open(id: string): Promise<void> {
  playId.value = id;
  isReviewing.value = false;
  void loadPersona();
  void allFindings.load();
  const asked = idsUsed();
  await Promise.all([campaigns.load(), segments.load(), pools.load(), journeys.load()]);
  used.value = Object.keys(await asked);
}

/** Undefined until what is there already is known. */
export const staged = computed((): Staged | undefined => {
  const [there, inUse, known] = [segments.value.value, campaigns.value.value, pools.value.value];
  const running = journeys.value.value;
  if (!play.value || !there || !inUse || !known || !running || !used.value) return undefined;
  return stage(play.value, values.value, {
    segments: there.segments,
    pools: known.pools.map(({ id }) => id),
    campaigns: [...inUse.campaigns.map(({ id }) => id), ...used.value],
    journeys: running.journeys.map(({ journey }) => journey.id),
  });
});

/** What is to be put right in it, beside what is published; a new pool is still empty. */
export const found = computed((): Finding[] => {
  const { segments: added = [], campaigns: own = [], pools: empty = [] } = staged.value ?? {};
  const published = (campaigns.value.value?.campaigns ?? []).filter(({ status }) => status === "published");
  const { shop } = allFindings.value.value ?? {};
  const freeCodes = { ...shop?.freeCodes, ...Object.fromEntries(empty.map(({ id }) => [id, 0])) };
  const beside = {
    segments: [...(segments.value.value?.segments ?? []), ...added],
    campaigns: [...published, ...own],
    shop: { ...shop, freeCodes },
  };
  return own.flatMap((campaign) => findingsOf(campaign, beside, now.peek(), isSelector));
});
const nameIn = (id: string, ...lists: ({ id: string; name: string }[] | undefined)[]): string =>
  lists.flatMap((list) => list ?? []).find((one) => one.id === id)?.name ?? id;
export const nameOf = (id: string): string =>
  nameIn(id, segments.value.value?.segments, staged.value?.segments);
export const names: JourneyNames = {
  segment: nameOf,
  campaign: (id) => nameIn(id, campaigns.value.value?.campaigns),
  pool: (id) => nameIn(id, pools.value.value?.pools, staged.value?.pools),
};

/** What it needs first, then the campaigns or the journey; false where something was refused, and said. */
async function save(status: Campaign["status"]): Promise<Staged | undefined> {
  const made = staged.value;
  if (!made) return undefined;
  isSaving.value = true;
  const steps = [
    ...made.segments.map((segment) => () => saveSegment(segment)),
    ...made.pools.map((pool) => () => saveCouponPool(pool)),
    ...made.campaigns.map((campaign) => () => saveCampaign({ ...campaign, status })),
    ...made.journeys.map((journey) => () => saveJourney({ ...journey, status })),
  ];
  let failure: string | undefined;
  for (const step of steps) {
    const answer = await step();
    if ("failure" in answer) {
      failure = sayFailure(answer.failure);
      break;
    }
  }
  isSaving.value = false;
  await refreshPublication();
  if (failure) say(t`Not all of it is saved. ${failure}`);
  return failure ? undefined : made;
}

function comeTo({ campaigns: [first, second], journeys: [journey] }: Staged): void {
  if (journey) go(hrefOf("journeys", journey.id));
  else go(second ? hrefOf("campaigns") : hrefOf("campaigns", first!.id));
}

export async function keepDrafts(): Promise<void> {
  const made = await save("draft");
  if (!made) return;
  say(t`${sayCount(made.campaigns.length + made.journeys.length, "draft")} saved.`);
  comeTo(made);
}

export async function publish(): Promise<void> {
  const made = await save("published");
  if (!made) return;
  await publishAll(t`${play.value?.name ?? ""} published`);
  isReviewing.value = false;
  comeTo(made);
}
