import changes from "../../components/changes/pl.ts";
import pager from "../../components/pager/pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...changes,
  ...pager,
  "Changes of": "Zmiany czego",
  "Of everything": "Wszystko",
  "Changed by": "Kto zmienił",
  "By anybody": "Wszyscy",
  "The history": "historia",
  "No such change": "Nie ma takiej zmiany",
  "Nothing has been changed yet": "Jeszcze nic nie zmieniono",
  "None of the changes kept is of this kind and by this person.":
    "Wśród zachowanych zmian nie ma zmiany tego rodzaju zrobionej przez tę osobę.",
  "Whoever saves, publishes or deletes something is named here, with what differs.":
    "Tu widać, kto coś zapisał, opublikował lub usunął i co się zmieniło.",
  "Show all": "Pokaż wszystkie",
  "Of each thing the newest {0} changes are kept, for {1} days. Keys, links and secrets are never among them.":
    "Przechowywane są najnowsze zmiany każdej rzeczy, najwyżej {0}, przez {1} dni. Nigdy nie ma wśród nich kluczy, linków ani sekretów.",
} satisfies Dictionary;
