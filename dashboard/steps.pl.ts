import type { Dictionary } from "./words.ts";

export default {
  page: "strona",
  "micro-moment": "mikromoment",
  product: "produkt",
  category: "kategoria",
  event: "zdarzenie",
  searched: "szukanie",
  "put on the list": "dodanie do listy życzeń",
  "put in the cart": "dodanie do koszyka",
  "took out of the cart": "wyjęcie z koszyka",
  "began the checkout": "początek składania zamówienia",
  "chose delivery": "wybór dostawy",
  "chose payment": "wybór płatności",
  "payment failed": "nieudana płatność",
  ordered: "z zamówieniem",
} satisfies Dictionary;
