import type { Dictionary } from "../words.ts";

export default {
  "Wants to know": "Chce wiedzieć",
  "Spent 15 seconds engaged with an article, a guide or answers, and looked at no product in the 10 minutes before.":
    "15 sekund uwagi na artykule, poradniku lub odpowiedziach, bez oglądania produktów przez 10 minut wcześniej.",
  "Wants to do": "Chce zrobić",
  "Spent 15 seconds engaged with a page that says how: instructions, use and care, a configurator.":
    "15 sekund uwagi na stronie, która mówi, jak: instrukcja, użycie i pielęgnacja, konfigurator.",
  "Wants to go": "Chce iść",
  "Opened a page of stores, asked for the way or for the stock of a store, or came by a code seen in a store.":
    "Otwarcie strony sklepów stacjonarnych, pytanie o drogę lub o stan w sklepie albo wejście z kodu widzianego w sklepie.",
  "Wants to buy": "Chce kupić",
  "Put a product in the cart, or opened the cart or the checkout.":
    "Produkt dodany do koszyka albo otwarty koszyk lub zamówienie.",
  Comparing: "Porównuje",
  "Looked at 3 different products of one category within 10 minutes, or went to and fro between two.":
    "3 różne produkty jednej kategorii w 10 minut albo przechodzenie tam i z powrotem między dwoma.",
  "Reading reviews": "Czyta opinie",
  "Had reviews in the middle of the screen for 5 engaged seconds, or opened them.":
    "Opinie na środku ekranu przez 5 sekund uwagi albo ich otwarcie.",
  Hesitating: "Waha się",
  "Put a product in the cart, took it out and put it in again within 5 minutes; changed its quantity 3 times in that time; went back from the checkout to the cart or a product within 30 minutes; or stood on the cart page for 60 seconds without touching anything.":
    "Produkt włożony do koszyka, wyjęty i włożony znowu w 5 minut; 3 zmiany ilości w tym czasie; powrót z zamówienia do koszyka lub produktu w 30 minut albo 60 sekund na stronie koszyka bez dotknięcia czegokolwiek.",
  "Checking the price": "Sprawdza cenę",
  "Copied a product's name or price, or left its page for another tab and came back after 5 seconds to 10 minutes.":
    "Skopiowanie nazwy lub ceny produktu albo przejście do innej karty i powrót po 5 sekundach do 10 minut.",
  "Reading closely": "Czyta uważnie",
  "Spent 40 seconds engaged with one page and saw at least half of it.":
    "40 sekund uwagi na jednej stronie i obejrzenie co najmniej połowy.",
  "Coming back to it": "Wraca do tego",
  "Looked at a product already looked at on an earlier visit.":
    "Produkt oglądany już podczas wcześniejszej wizyty.",
  "Not finding it": "Nie znajduje",
  "Searched and got nothing, or searched in 3 different words within 10 minutes without opening a product in between.":
    "Szukanie bez wyników albo 3 różne hasła w 10 minut bez otwarcia produktu pomiędzy.",
  "Clicking in anger": "Klika ze złości",
  "Clicked 4 times on one spot, each within a second of the one before.":
    "4 kliknięcia w jedno miejsce, każde w sekundę po poprzednim.",
  "Clicking in vain": "Klika na próżno",
  "Clicked on what looks like a button, and nothing changed for 2.5 seconds.":
    "Kliknięcie w coś, co wygląda jak przycisk, i nic się nie zmieniło przez 2,5 sekundy.",
  "Opening an account": "Zakłada konto",
  "Sent the form of a new account.": "Wysłany formularz nowego konta.",
  "First product in the cart": "Pierwszy produkt w koszyku",
  "Put a product in the cart for the first time on this device.":
    "Pierwszy raz produkt w koszyku na tym urządzeniu.",
  "Delivery too dear": "Za droga dostawa",
  "Was shown a delivery that costs 15 % of the cart or more, and went back from there.":
    "Pokazano dostawę za 15 % koszyka lub więcej i nastąpił stamtąd powrót.",
} satisfies Dictionary;
