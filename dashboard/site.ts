/** What every screen knows: the site, whose browser this is, and what time it is there. */
import { computed, signal } from "@preact/signals";
import type { Me } from "../model/report.ts";
import { isAllowed, type PermissionName } from "../model/role.ts";
import { dateOf, dayIn } from "../model/shop-day.ts";
import { clockOffsetMs } from "./api.ts";
import { t } from "./words.ts";

export const me = signal<Me>();
/** Whether the edge has said who is signed in. */
export const isKnown = computed(() => me.value !== undefined);
export const site = computed(() => me.value?.site);
/** True where who is signed in may do it; before that is known nobody may. */
export const may = (name: PermissionName): boolean => !!me.value && isAllowed(me.value.signedIn.role, name);
/** Why not, of a button that is not theirs. */
export const whyNot = (name: PermissionName): string | undefined =>
  may(name) ? undefined : isAllowed("editor", name) ? t`Ask an owner or an editor.` : t`Ask an owner.`;
export const zone = computed(() => site.value?.timeZone ?? "UTC");
export const currency = computed(() => site.value?.currency ?? "EUR");

const begun = Date.now();
const tick = signal(begun);
/** Not in the first second: the first time to be said takes Intl so long that a page would wait for it. */
export const hasTicked = computed(() => tick.value > begun);
/** Once, where there is a page to look at. */
export const startClock = () =>
  setInterval(() => {
    if (!document.hidden) tick.value = Date.now();
  }, 1000);

/** Edge time, epoch ms, moving once a second. */
export const now = computed(() => tick.value + clockOffsetMs.value);

/** The shop's day, as `2026-11-22`. */
export const today = computed(() => dateOf(dayIn(now.value, zone.value)));
