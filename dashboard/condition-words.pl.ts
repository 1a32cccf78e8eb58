import type { Dictionary } from "./words.ts";

export default {
  "{0}, last day": "{0}, ostatni dzień",
  "{0}, last {1} days": "{0}, ostatnie {1} dni",
  ", then ": ", potem ",
  yes: "tak",
  no: "nie",
  "Every visitor.": "Wszyscy odwiedzający.",
  "; and ": "; i ",
  "; or ": "; lub ",
  "; nor ": "; ani ",
  "not: ": "nie: ",
  "nothing yet": "jeszcze nic",
  "step|steps": "krok|kroki|kroków|kroku",
} satisfies Dictionary;
