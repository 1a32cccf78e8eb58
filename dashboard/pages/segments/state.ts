import { signal } from "@preact/signals";
import { getSegments } from "../../api.ts";
import { reading } from "../../reading.ts";

export const segments = reading(getSegments);
/** What the list is narrowed to; about this screen only, so not in the URL. */
export const sought = signal("");
