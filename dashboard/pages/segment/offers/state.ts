/** What a row's fields offer: the registry's few, the shop's own, other segments. */
import { signal } from "@preact/signals";
import { definitions } from "../../../../model/micro-moment.ts";
import { FIELD_GROUPS, type Suggested } from "../../../../model/segment/field.ts";
import { type Comparison, FIELDS } from "../../../../model/segment.ts";
import { getSuggestions } from "../../../api.ts";
import type { Option } from "../../../components/combobox/found.ts";
import { sayNumber } from "../../../format.ts";
import { t } from "../../../words.ts";
import { draft, segments } from "../state.ts";

/** Every field under its heading. */
export const FIELD_OPTIONS: Option[] = FIELD_GROUPS.flatMap((group) =>
  Object.entries(FIELDS)
    .filter(([, field]) => field.group === group)
    .map(([value, { label }]) => ({ value, words: t(label), group: t(group) })),
);

const MOMENT_OPTIONS: Option[] = Object.keys(definitions).map((value) => ({ value }));

/** By kind, and of products by what is typed; asked for once. */
const asked = signal<ReadonlyMap<string, Option[]>>(new Map());
const underWay = new Set<string>();

/** What the shop has of a kind; empty until it has come. Of products, those that say `text`. */
export function offersOf(of: Suggested, text = ""): Option[] {
  if (of === "moment") return MOMENT_OPTIONS;
  if (of === "segment")
    return (segments.value.value?.segments ?? [])
      .filter(({ id }) => id !== draft.value?.id)
      .map(({ id, name }) => ({ value: id, words: name }));
  const typed = of === "product" ? text.trim().toLowerCase() : "";
  const key = `${of} ${typed}`;
  if (!asked.value.has(key)) void ask(of, typed, key);
  return asked.value.get(key) ?? asked.value.get(`${of} `) ?? [];
}

async function ask(of: Exclude<Suggested, "moment" | "segment">, text: string, key: string): Promise<void> {
  if (underWay.has(key)) return;
  underWay.add(key);
  const answer = await getSuggestions(of, text);
  underWay.delete(key);
  // Nothing to offer is no fault: any text is taken.
  const options = "value" in answer ? answer.value.suggestions : [];
  asked.value = new Map(asked.value).set(
    key,
    options.map(({ value, words, count }) => ({
      value,
      ...(words && { words }),
      ...(count && { aside: sayNumber(count) }),
    })),
  );
}

/** Of what a row's `of` names. */
export const subjectsOf = ({ field }: Comparison, text: string): Option[] => {
  const { of } = FIELDS[field]!;
  return of ? offersOf(of, text) : [];
};

/** Of a row's value: all there is, or what is worth offering. */
export function valuesOf({ field }: Comparison, text: string): Option[] {
  const { of, values, suggests } = FIELDS[field]!;
  if (values) return Object.entries(values).map(([value, words]) => ({ value, words: t(words) }));
  if (of || !suggests) return [];
  return typeof suggests === "string" ? offersOf(suggests, text) : suggests.map((value) => ({ value }));
}

/** How the text reads where it names something: a product, a segment, one of a few. */
export const sayOffer = (options: readonly Option[], value: string) =>
  options.find((option) => option.value === value)?.words ?? value;
