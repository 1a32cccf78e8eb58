/** What the core's requests obey; the page part changes it by what came of the last one. */
import { MAX_EVENTS_PER_SYNC } from "../model/limits.ts";
import type { Sending } from "./api.ts";

export const sending: Sending = { most: MAX_EVENTS_PER_SYNC };
