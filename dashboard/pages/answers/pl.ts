import campaignStatus from "../../components/campaign-status/pl.ts";
import tabs from "../../components/tabs/pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...campaignStatus,
  ...tabs,
  "The answers": "odpowiedzi",
  "{0} by its form.": "{0} z jej formularza.",
  "lead|leads": "lead|leady|leadów|leada",
  "Nobody has answered yet": "Nikt jeszcze nie odpowiedział",
  "It asks for an address or a number: what is left there is a lead.":
    "Pyta o adres lub numer: co ktoś zostawi, jest leadem.",
  "It asks nothing": "O nic nie pyta",
  "A survey, a form or preferences among its blocks would: answers then stand here, against who ordered after them.":
    "Pytałaby ankieta, formularz lub preferencje wśród bloków: odpowiedzi staną wtedy tutaj, obok tego, kto potem zamówił.",
  "A bar has no room for a question: what lies over the page, or stands in it, has.":
    "Na pasku nie ma miejsca na pytanie: jest w tym, co leży nad stroną albo stoi na niej.",
  "Change where it shows": "Zmień miejsce",
  "Add a block that asks": "Dodaj blok, który pyta",
  "Nobody has answered yet.": "Nikt jeszcze nie odpowiedział.",
  "{0} answered, {1} of them ordered within {2}.": "Odpowiedziało: {0}, z nich {1} zamówiło w ciągu: {2}.",
  "visitor|visitors": "odwiedzający|odwiedzających|odwiedzających|odwiedzającego",
  "{0} older": "starsze: {0}",
  Answer: "Odpowiedź",
  Chosen: "Wybrana",
  Share: "Udział",
  "Then ordered": "Potem zamówili",
  "Who chose otherwise": "Kto wybrał inaczej",
  "{0} of {1}": "{0} z {1}",
  "promoter score, between {0} and {1} (95 %), of {2}":
    "wskaźnik poleceń, między {0} a {1} (95 %), odpowiedzi: {2}",
  "answer|answers": "odpowiedź|odpowiedzi|odpowiedzi|odpowiedzi",
  "promoter score of {0}: no interval before {1}": "wskaźnik poleceń ({0}): przedział dopiero od {1}",
} satisfies Dictionary;
