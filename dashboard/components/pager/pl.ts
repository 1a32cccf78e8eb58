import type { Dictionary } from "../../words.ts";

export default {
  Previous: "Wstecz",
  Next: "Dalej",
} satisfies Dictionary;
