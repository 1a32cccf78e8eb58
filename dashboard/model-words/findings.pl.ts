import type { Dictionary } from "../words.ts";

export default {
  " and ": " i ",
  "What lies over the page never shows in the checkout, and that is all it has.":
    "Co leży nad stroną, nigdy nie pojawia się przy zamawianiu, a ma tylko takie strony.",
  " and": " i",
  "It holds a code and counts as help, which shows on cart and checkout pages as well. Make it an offer.":
    "Zawiera kod, a liczy się jako pomoc, która pojawia się też w koszyku i przy zamawianiu. Zmień na ofertę.",
  "It offers a lower price and counts as help, which shows on cart and checkout pages as well. Make it an offer.":
    "Proponuje niższą cenę, a liczy się jako pomoc, która pojawia się też w koszyku i przy zamawianiu. Zmień na ofertę.",
  "Without a cap and an end it comes on every page, for good.":
    "Bez limitu i końca pojawia się na każdej stronie, na zawsze.",
  "It counts down to an end it does not have. Give it one, or take the countdown out.":
    "Odlicza do końca, którego nie ma. Podaj koniec albo usuń odliczanie.",
  "What covers all of the window comes only after the visitor’s own click.":
    "Co zasłania całe okno, pojawia się tylko po kliknięciu odwiedzającego.",
  "Nobody is held out: what it adds cannot be told.":
    "Bez grupy kontrolnej: nie da się powiedzieć, co to daje.",
  "It asks for notifications as soon as somebody arrives. Let it wait for something they do, such as a wish, or show it after an order.":
    "Pyta o powiadomienia zaraz po wejściu. Niech poczeka na coś, np. na listę życzeń, albo pokaż ją po zamówieniu.",
  "It asks for notifications in the checkout as well. Name the pages it is for, without the checkout.":
    "Pyta o powiadomienia także przy zamawianiu. Wskaż strony bez zamawiania.",
  "any order": "każdego zamówienia",
  "what half of all buyers pay": "tego, co płaci połowa kupujących",
  "Nobody can be in “{0}”{1}.": "Nikt nie może być w „{0}”{1}.",
  " in {0}": " w {0}",
  " outside {0}": " poza {0}",
  "Nobody can be{0}{1}.": "Nikt nie może być{0}{1}.",
  "There is no pool “{0}” for its code to come from.": "Nie ma puli „{0}”, z której miałby pochodzić kod.",
  "No code of the pool “{0}” is left to give. Add some, and confirm them.":
    "W puli „{0}” nie ma już wolnych kodów. Dodaj je i potwierdź.",
  "{0} % off": "{0} % taniej",
  "{0} {1} off": "{0} {1} taniej",
  "{0} is under 2 % of {1}, and means nothing. Offer more, or a service instead of money.":
    "{0} to mniej niż 2 % {1} i nic nie znaczy. Zaoferuj więcej albo usługę zamiast pieniędzy.",
  "“{0}” takes the same place from everybody it is for. Give it a greater priority, or another place.":
    "„{0}” zajmuje to samo miejsce u wszystkich, dla których jest ta kampania. Daj jej wyższy priorytet albo inne miejsce.",
  "“{0}” wants the same place with the same priority, and wins by its id alone. Say which matters more.":
    "„{0}” chce tego samego miejsca z tym samym priorytetem i wygrywa samym identyfikatorem. Wskaż, co ważniejsze.",
} satisfies Dictionary;
