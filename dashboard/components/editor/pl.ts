import type { Dictionary } from "../../words.ts";

export default {
  "to put right": "do poprawy",
  Done: "Gotowe",
  Change: "Zmień",
  " with {0}": " {0}",
} satisfies Dictionary;
