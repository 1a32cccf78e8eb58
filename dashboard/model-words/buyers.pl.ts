import type { Dictionary } from "../words.ts";

export default {
  Champions: "Mistrzowie",
  "Bought this week, often and for much.": "Kupili w tym tygodniu, kupują często i dużo wydają.",
  Loyal: "Lojalni",
  "Bought this week, and either often or for much.":
    "Kupili w tym tygodniu, a przy tym kupują często albo dużo wydają.",
  "Potential loyalists": "Potencjalnie lojalni",
  "Bought this week for the second time or so.": "Kupili w tym tygodniu mniej więcej drugi raz.",
  "New customers": "Nowi klienci",
  "Bought this week for the first time.": "Kupili w tym tygodniu po raz pierwszy.",
  Promising: "Obiecujący",
  "Not this week, but the week before; more orders or more spent than most.":
    "Nie w tym tygodniu, lecz w poprzednim; zamówień lub wydatków więcej niż u większości.",
  "Need attention": "Wymagający uwagi",
  "A first small order the week before, and nothing since.":
    "Pierwsze małe zamówienie w poprzednim tygodniu i od tej pory nic.",
  "At risk": "Zagrożeni",
  "Bought often and for much, and not for over a fortnight.":
    "Kupowali często i dużo wydawali, ale nie od ponad dwóch tygodni.",
  "Can't lose them": "Nie do stracenia",
  "Bought often and for much, and not for over a month.":
    "Kupowali często i dużo wydawali, ale nie od ponad miesiąca.",
  Hibernating: "Uśpieni",
  "Nothing for over a fortnight.": "Nic od ponad dwóch tygodni.",
  Lost: "Utraceni",
  "Nothing for over a month. Still worth winning back.": "Nic od ponad miesiąca. Nadal warto ich odzyskać.",
  Potential: "Potencjalny",
  "Has not ordered yet.": "Jeszcze nie zamówił.",
  "First purchase": "Pierwszy zakup",
  "Has ordered once, not long ago.": "Zamówił raz, niedawno.",
  Returning: "Powracający",
  "Has ordered twice or more, the last time not long ago.": "Zamówił dwa razy lub więcej, ostatnio niedawno.",
  Inactive: "Nieaktywny",
  "Has ordered, but not for longer than nine of ten buyers take.":
    "Zamówił, ale dawniej, niż wraca dziewięciu na dziesięciu kupujących.",
  "Cart abandoner": "Porzucający koszyk",
  "Left something in the cart and has not ordered since.":
    "Zostawił coś w koszyku i od tej pory nie zamówił.",
} satisfies Dictionary;
