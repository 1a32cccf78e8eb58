/** Why an event was refused, and what the shop does about it. */
import { t } from "../../words.ts";

interface Refusal {
  what: string;
  toDo: string;
}

const REFUSALS: Record<string, Refusal> = {
  name: {
    what: t`An event without a proper name`,
    toDo: t`Names are 1 to 40 of a–z, 0–9 and _, and begin with a letter. The browser’s console names the event.`,
  },
  custom: {
    what: t`One of the shop’s own events, not as they may be`,
    toDo: t`Up to 20 properties, each a text, number, yes or no. Nested objects and lists are not taken.`,
  },
  age: {
    what: t`An event older than seven days`,
    toDo: t`Nothing to do: a browser was offline for that long. Many at once mean a device with a wrong clock.`,
  },
  not_issued: {
    what: t`A showing that this edge never decided`,
    toDo: t`Nothing to do: somebody made it up, or a page was kept for longer than its decision is good.`,
  },
};

/** Other reasons are names of known events whose properties did not fit. */
export const sayRefusal = (reason: string): Refusal =>
  REFUSALS[reason] ?? {
    what: t`${reason}, with properties that do not fit`,
    toDo: t`Open the page that sends it: the browser’s console names the field and what was expected.`,
  };
