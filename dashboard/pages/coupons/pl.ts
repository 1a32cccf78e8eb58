import field from "../../components/field/pl.ts";
import namedList from "../../components/named-list/pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...field,
  ...namedList,
  "New pool": "Nowa pula",
  "Find a pool": "Znajdź pulę",
  "No pools yet": "Nie ma jeszcze pul",
  "A pool holds codes your shop honours. A campaign gives each visitor one of them, and nobody another’s.":
    "Pula zawiera kody, które honoruje Twój sklep. Kampania daje każdemu odwiedzającemu jeden z nich, nikomu cudzego.",
  Pool: "Pula",
  "{0} wait for your shop": "{0} czeka na Twój sklep",
  Ends: "Koniec",
  Free: "Wolne",
  Given: "Wydane",
  Brought: "Przychód",
  "Codes nobody was given": "Kody, których nikomu nie wydano",
  "guessed, passed on, or given out another way": "odgadnięte, przekazane dalej albo wydane inną drogą",
  Code: "Kod",
  Order: "Zamówienie",
  Placed: "Złożone",
} satisfies Dictionary;
