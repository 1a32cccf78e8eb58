/** Micro-moments by name: what they are called and how they are recognised. */
import { definitions } from "../../../model/micro-moment.ts";
import { t } from "../../words.ts";

export const MOMENTS: Record<string, { label: string; definition: string }> = Object.fromEntries(
  Object.entries(definitions).map(([name, { title, definition }]) => [
    name,
    { label: t(title), definition: t(definition) },
  ]),
);
