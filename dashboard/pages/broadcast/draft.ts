/** A broadcast as it is edited: what it begins with, its variants, what is to be put right. Pure. */
import { type Broadcast, broadcastSchema } from "../../../model/broadcast.ts";
import { EMPTY_MESSAGE } from "../../components/notification/notice.ts";
import { type FieldFault, faultsIn } from "../../faults.ts";
import { t } from "../../words.ts";

export type Step = "who" | "what" | "when" | "measure";

export const EMPTY: Broadcast = {
  id: "",
  name: "",
  segmentsIn: [],
  segmentsOut: [],
  when: { kind: "now" },
  holdoutShare: 0.1,
  variants: [{ id: "a", share: 1, message: EMPTY_MESSAGE }],
};

type Variant = Broadcast["variants"][number];
export const MOST_VARIANTS = 6;

/** Shares of whole percents that make a hundred: the first have one more where they do not come out even. */
function even(variants: Variant[]): Variant[] {
  const part = Math.floor(100 / variants.length);
  const rest = 100 - part * variants.length;
  return variants.map((variant, i) => ({ ...variant, share: (part + (i < rest ? 1 : 0)) / 100 }));
}
/** One more, which begins as a copy of the one shown. */
export function withVariant(variants: Variant[], of: Variant): Variant[] {
  const id = [..."abcdef"].find((letter) => variants.every((one) => one.id !== letter));
  return id ? even([...variants, { ...of, id }]) : variants;
}
export const withoutVariant = (variants: Variant[], id: string): Variant[] =>
  variants.length > 1 ? even(variants.filter((one) => one.id !== id)) : variants;

const PLACES: [prefix: RegExp, step: Step, name: string][] = [
  [/^name/, "who", t`Name`],
  [/^segments/, "who", t`Segments`],
  [/^when\.date/, "when", t`Day`],
  [/^when/, "when", t`When`],
  [/^holdout/, "measure", t`Held out`],
  [/^shares/, "measure", t`Shares`],
  [/neutral/, "what", t`Words in its place`],
  [/title$/, "what", t`Title`],
  [/body$/, "what", t`Text`],
  [/src$/, "what", t`Picture`],
  [/label$/, "what", t`Button`],
  [/href$/, "what", t`Address`],
  [/ttlHours$/, "what", t`Kept for`],
];
export function placeOf(path: string): { step: Step; name: string } {
  const found = PLACES.find(([prefix]) => prefix.test(path));
  return { step: found?.[1] ?? "what", name: found?.[2] ?? path };
}

/** As it would be saved: its id comes with saving. `now`: epoch ms, edge time. */
export function faultsOf(broadcast: Broadcast, now: number): FieldFault[] {
  const { when, variants } = broadcast;
  const faults = faultsIn(broadcastSchema, { ...broadcast, id: broadcast.id || "new" });
  const sum = variants.reduce((all, { share }) => all + share, 0);
  if (!(Math.abs(sum - 1) < 0.0005)) faults.push({ path: "shares", text: t`together 100\u00a0%.` });
  if (when.kind === "at" && when.at <= now)
    faults.push({ path: "when.at", text: t`a time that is still to come.` });
  return faults;
}
