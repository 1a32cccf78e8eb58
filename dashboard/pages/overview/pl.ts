import botWords from "../../bot-words.pl.ts";
import feed from "../../components/feed/pl.ts";
import moments from "../../model-words/moments.pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...botWords,
  ...feed,
  ...moments,
  "on the site now|on the site now": "osoba teraz w sklepie|osoby teraz w sklepie|osób teraz w sklepie",
  "The figures": "liczby",
  "A part of this page could not be loaded.": "Nie udało się wczytać części tej strony.",
  "{0} before": "{0} wcześniej",
  "Key figures": "Najważniejsze liczby",
  "Dotted: today, still running": "Kropkowane: dzisiaj, jeszcze trwa",
  "As a chart": "Wykres",
  "As a table": "Tabela",
  "usual: 60–\u206080\u00a0%": "zwykle: 60–\u206080\u00a0%",
  "nothing before": "wcześniej nic",
  "Below the usual 60 to 80 percent": "Poniżej zwykłych 60 do 80 procent",
  "Above the usual 60 to 80 percent": "Powyżej zwykłych 60 do 80 procent",
  "Within the usual 60 to 80 percent": "W zwykłych granicach od 60 do 80 procent",
  "Of buyers whose {0} days after the first order ended in these days, those who ordered again within them; the median is of all second orders placed in these days.":
    "Spośród kupujących, którym w tych dniach minęło {0} dni od pierwszego zamówienia: ci, którzy w tym czasie zamówili ponownie. Mediana dotyczy wszystkich drugich zamówień złożonych w tych dniach.",
  "Second purchase": "Drugi zakup",
  "median {0}": "mediana {0}",
  "only {0} of {1}": "tylko {0} z {1}",
  "{0} of {1}": "{0} z {1}",
  "nobody has had a month yet": "nikomu nie minął jeszcze miesiąc",
  "Key figures by day": "Najważniejsze liczby dzień po dniu",
  Day: "Dzień",
  "Visitors a day": "Odwiedzający dziennie",
  "Distinct visitors of each day; above, their mean.": "Różni odwiedzający każdego dnia; wyżej ich średnia.",
  Conversion: "Konwersja",
  "Visits with an order on the site, of all visits.":
    "Udział wizyt z zamówieniem w witrynie we wszystkich wizytach.",
  Revenue: "Przychód",
  "What all orders brought, stores included, less what was given back.":
    "Tyle przyniosły wszystkie zamówienia, także w sklepach stacjonarnych, bez zwrotów.",
  "Average order": "Śr. wartość zamówienia",
  "Revenue by the number of orders.": "Przychód podzielony przez liczbę zamówień.",
  "Abandoned carts": "Porzucone koszyki",
  "Visits with something put in the cart, or a checkout begun, that ended without an order.":
    "Wizyty, w których coś trafiło do koszyka lub zaczęto składać zamówienie, zakończone bez zamówienia.",
  Visits: "Wizyty",
  "Visits that began.": "Rozpoczęte wizyty.",
  "Page views": "Odsłony",
  "Pages opened.": "Otwarte strony.",
  "Put in the cart": "Dodane do koszyka",
  "How often something was put in a cart.": "Ile razy coś trafiło do koszyka.",
  "Orders of every channel.": "Zamówienia ze wszystkich kanałów.",
  "Left out of all figures: {0}.": "Pominięto we wszystkich liczbach: {0}.",
  "event of a robot|events of robots": "zdarzenie robota|zdarzenia robotów|zdarzeń robotów|zdarzenia robotów",
  "Last {0} days {1}": "Ostatnie {0} dni {1}",
  "Last {0} days": "Ostatnie {0} dni",
  From: "Od",
  to: "do",
  Show: "Pokaż",
} satisfies Dictionary;
