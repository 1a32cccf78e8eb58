import field from "../../components/field/pl.ts";
import namedList from "../../components/named-list/pl.ts";
import journeyWords from "../../journey-words.pl.ts";
import buyers from "../../model-words/buyers.pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...field,
  ...namedList,
  ...journeyWords,
  ...buyers,
  "New journey": "Nowa ścieżka",
  "Find a journey": "Znajdź ścieżkę",
  "No journeys yet": "Nie ma jeszcze ścieżek",
  "A journey is what comes after what, for a visitor who has gone: a reminder, a question, a code, until they order.":
    "Ścieżka to co po czym nastąpi u odwiedzającego, który wyszedł: przypomnienie, pytanie, kod, aż do zamówienia.",
  "Begin with a play": "Zacznij od scenariusza",
  Journey: "Ścieżka",
  Status: "Stan",
  Enrolled: "Weszło",
  "Under way": "W drodze",
  "Ended how": "Jak się skończyło",
  Draft: "Szkic",
  "Not live as saved": "Na żywo inaczej niż zapisano",
  "Paused, still live": "Wstrzymane, jeszcze na żywo",
  Paused: "Wstrzymane",
  Archived: "W archiwum",
} satisfies Dictionary;
