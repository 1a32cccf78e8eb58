import pager from "../../components/pager/pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...pager,
  "Download as a table": "Pobierz tabelę",
  "The leads": "leady",
  "Leads, newest first": "Leady, od najnowszych",
  "{0}–{1} of {2}": "{0}–{1} z {2}",
  "Remove {0}?": "Usunąć {0}?",
  "The contact and what was agreed to go for good. The visitor and their answers stay.":
    "Kontakt i udzielone zgody znikną na zawsze. Odwiedzający i odpowiedzi zostaną.",
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
  "Not removed. {0}": "Nie usunięto. {0}",
  "{0} removed.": "Usunięto: {0}.",
} satisfies Dictionary;
