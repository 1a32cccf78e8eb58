/** One pool of coupon codes: its terms, and codes in and out. */
import { computed, signal } from "@preact/signals";
import { type CouponPool, codesIn, MAX_CODES } from "../../../model/coupon.ts";
import { hrefOf } from "../../address.ts";
import {
  type Answer,
  addCoupons,
  confirmCoupons,
  generateCoupons,
  getWaitingCoupons,
  saveCouponPool,
} from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { idFrom } from "../../condition-words.ts";
import { sayCount, sayNumber } from "../../format.ts";
import { go } from "../../route.ts";
import { t } from "../../words.ts";
import { pools } from "../coupons/state.ts";

const EMPTY: CouponPool = {
  id: "",
  name: "",
  expiresAt: null,
  validDays: null,
  budget: null,
  needsCustomer: false,
};

export const draft = signal<CouponPool>();
export const isMissing = signal(false);
/** The field at fault and what was expected there, once it was tried. */
export const fault = signal<{ field: string; expected: string }>();
export const isBusy = signal(false);
/** Codes that were handed out to be taken into the shop: these are confirmed, and none that was made since. */
export const handedOut = signal<string[]>([]);

export async function open(id: string): Promise<void> {
  fault.value = undefined;
  handedOut.value = [];
  draft.value = id === "new" ? EMPTY : undefined;
  isMissing.value = false;
  await pools.load();
  if (id === "new") return;
  const known = pools.value.value?.pools.find((pool) => pool.id === id);
  isMissing.value = !!pools.value.value && !known;
  draft.value = known && termsOf(known);
}

const termsOf = ({ id, name, expiresAt, validDays, budget, needsCustomer }: CouponPool): CouponPool => ({
  id,
  name,
  expiresAt,
  validDays,
  budget,
  needsCustomer,
});

export const saved = computed(() => pools.value.value?.pools.find(({ id }) => id === draft.value?.id));

/** Of what is saved. */
export const isChanged = computed(
  () => !!saved.value && JSON.stringify(termsOf(saved.value)) !== JSON.stringify(draft.value),
);

export function change(part: Partial<CouponPool>): void {
  if (draft.value) draft.value = { ...draft.value, ...part };
}

/** What was answered, or what was wrong said; the list is read again. */
async function did<T>(asked: Promise<Answer<T>>, failed: string): Promise<T | undefined> {
  isBusy.value = true;
  const answer = await asked;
  await pools.load();
  isBusy.value = false;
  if ("value" in answer) return answer.value;
  const { field, expected } = answer.failure;
  fault.value = field && expected ? { field, expected } : undefined;
  say(`${failed} ${sayFailure(answer.failure)}`);
  return undefined;
}

export async function save(): Promise<void> {
  const edited = draft.value;
  if (!edited) return;
  fault.value = edited.name.trim() ? undefined : { field: "name", expected: t`a name` };
  if (fault.value) return;
  const taken = new Set(pools.value.value?.pools.map(({ id }) => id));
  const pool = { ...edited, id: edited.id || idFrom(edited.name, taken) };
  if (!(await did(saveCouponPool(pool), t`Not saved.`))) return;
  draft.value = pool;
  say(t`${pool.name} saved.`);
  if (!edited.id) go(hrefOf("coupons", pool.id), { replace: true });
}

/** As `codesIn` reads them. False where they were refused. */
export async function add(text: string): Promise<boolean> {
  fault.value = undefined;
  const codes = codesIn(text);
  let added = 0;
  let known = 0;
  for (let from = 0; from < codes.length; from += MAX_CODES) {
    const part = await did(
      addCoupons(draft.value!.id, codes.slice(from, from + MAX_CODES)),
      added > 0 ? t`Only the first ${sayNumber(added)} were added.` : t`Nothing was added.`,
    );
    if (!part) return false;
    added += part.added;
    known += part.known;
  }
  say(t`${sayCount(added, "code")} added${known > 0 ? t`, ${sayNumber(known)} were known already` : ""}.`);
  return true;
}

export async function generate(count: number, prefix: string): Promise<void> {
  fault.value = undefined;
  const made = await did(generateCoupons(draft.value!.id, count, prefix), t`None was made.`);
  if (made) say(t`${sayCount(made.added, "code")} made. Take them into your shop before they are given.`);
}

/** A file for the shop's importer: one code a line under the name of the column. */
export async function download(): Promise<void> {
  const answer = await did(getWaitingCoupons(draft.value!.id), t`Not read.`);
  if (!answer) return;
  handedOut.value = answer.codes;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(
    new Blob([["code", ...answer.codes, ""].join("\r\n")], { type: "text/csv" }),
  );
  link.download = `${draft.value!.id}-codes.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

export async function confirm(): Promise<void> {
  let confirmed = 0;
  for (let from = 0; from < handedOut.value.length; from += MAX_CODES) {
    const codes = handedOut.value.slice(from, from + MAX_CODES);
    const part = await did(confirmCoupons(draft.value!.id, codes), t`Not confirmed.`);
    if (!part) return;
    confirmed += part.confirmed;
  }
  handedOut.value = [];
  say(t`${sayCount(confirmed, "code")} may be given from now on.`);
}
