import pager from "../../components/pager/pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...pager,
  "Download as a table": "Pobierz tabelę",
  "The leads": "leady",
  "Leads, newest first": "Leady, od najnowszych",
  "{0}–{1} of {2}": "{0}–{1} z {2}",
  "No leads yet": "Nie ma jeszcze leadów",
  "A form that asks for an e-mail address or a telephone number brings them, each with what was agreed to.":
    "Przynosi je formularz z pytaniem o e-mail lub telefon, każdy z treścią zgody.",
  "See the campaigns": "Zobacz kampanie",
  Contact: "Kontakt",
  Campaign: "Kampania",
  Visitor: "Odwiedzający",
  visitor: "odwiedzający",
  "Given##when": "Kiedy",
  Remove: "Usuń",
  "Remove {0}": "Usuń: {0}",
} satisfies Dictionary;
