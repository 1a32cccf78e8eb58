/** Values a field is likely to be compared with, so that nobody must know them by heart. */
import { PAGE_KINDS } from "../../../model/event.ts";
import { definitions } from "../../../model/micro-moment.ts";
import { CHANNELS } from "../../../model/source.ts";

const VALUES: Record<string, readonly string[]> = {
  channel: CHANNELS,
  first_channel: CHANNELS,
  device: ["phone", "tablet", "desktop"],
  page_kind: PAGE_KINDS,
  checkout_step: ["begin_checkout", "add_shipping_info", "add_payment_info", "payment_failed", "purchase"],
  language: ["pl", "en", "de", "cs", "uk"],
  country: ["PL", "DE", "CZ", "SK", "AT", "UA", "GB"],
};
export const valuesOf = (field: string): readonly string[] => VALUES[field] ?? [];

/** What `of` may name. */
const SUBJECTS: Record<string, readonly string[]> = { moment: Object.keys(definitions) };
export const subjectsOf = (of: string): readonly string[] => SUBJECTS[of] ?? [];
