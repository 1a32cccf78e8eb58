/** What the frame around every page knows: the signed-in member's site, and what is saved but not yet live. */
import { batch, signal } from "@preact/signals";
import type { Me } from "../../model/report.ts";
import { hrefOf } from "../address.ts";
import {
  getMe,
  getPublication,
  getPublicationFindings,
  isSignedOut,
  publish,
  signOut,
  skipClock,
} from "../api.ts";
import { sayFailure } from "../components/panel/failure.ts";
import { say } from "../components/toast/toast.ts";
import { sayCount } from "../format.ts";
import { reading } from "../reading.ts";
import { go, route } from "../route.ts";
import { me } from "../site.ts";
import { t } from "../words.ts";
import { lookForYou, you } from "../you.ts";
import { forgetRecent } from "./palette/recent.ts";

export const member = reading(async () => {
  const answer = await getMe();
  if ("value" in answer) enter(answer.value);
  return answer;
});
export const publication = reading(getPublication);
/** What the linter says of it; read when it is about to be published. */
export const findings = reading(getPublicationFindings);
export const isReviewing = signal(false);
export const isPublishing = signal(false);

/** Rises when the clock was moved: what a page shows is then of another time. */
export const clockMoves = signal(0);

/** For whoever is signed in from now on. */
export async function start(): Promise<void> {
  me.value = undefined;
  await member.load();
}

/** Also where it was answered only when asked again. */
function enter(known: Me): void {
  batch(() => {
    // Nothing to look at yet: how to get the first visit comes first.
    if (!me.value && !known.hasEvents && route.value.page === "overview")
      go(hrefOf("start"), { replace: true });
    me.value = known;
  });
  void publication.load();
  void lookForYou(known.site.id);
}

/** A visitor may consent in the shop while the dashboard is open beside it. */
export async function lookAgainForYou(): Promise<void> {
  if (!you.value && me.value) await lookForYou(me.value.site.id);
}

export const refreshPublication = () => publication.load();

/** True where what is saved is now published. */
export async function publishAll(what?: string): Promise<boolean> {
  isPublishing.value = true;
  const answer = await publish();
  isPublishing.value = false;
  if ("failure" in answer) {
    say(t`Not published. ${sayFailure(answer.failure)}`);
    return false;
  }
  isReviewing.value = false;
  await publication.load();
  const seconds = publication.value.value?.liveWithinSeconds ?? 0;
  const live = me.value?.isLocal ? t`Live here within ${seconds}\u00a0s.` : t`Live within ${seconds}\u00a0s.`;
  say(`${what ?? t`Published`}. ${live}`);
  return true;
}

export async function skip(ms: number): Promise<void> {
  const answer = await skipClock(ms);
  if ("failure" in answer) {
    say(t`The clock stays. ${sayFailure(answer.failure)}`);
    return;
  }
  await member.load();
  clockMoves.value++;
  say(t`Skipped ${ms < 86_400_000 ? sayCount(ms / 3_600_000, "hour") : sayCount(ms / 86_400_000, "day")}.`);
}

export async function leave(): Promise<void> {
  await signOut();
  forgetRecent();
  me.value = undefined;
  isSignedOut.value = true;
}
