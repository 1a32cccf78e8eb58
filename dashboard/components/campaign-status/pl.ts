import type { Dictionary } from "../../words.ts";

export default {
  Draft: "Szkic",
  "Paused, still live": "Wstrzymane, jeszcze na żywo",
  Paused: "Wstrzymane",
  Archived: "W archiwum",
  Over: "Zakończone",
  "Not live yet": "Jeszcze nie na żywo",
  "Starts {0}": "Rusza {0}",
} satisfies Dictionary;
