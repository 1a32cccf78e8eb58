import field from "../../components/field/pl.ts";
import pager from "../../components/pager/pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...field,
  ...pager,
  "Find by the shop’s id": "Znajdź po identyfikatorze sklepu",
  "The customers": "klienci",
  "Customers, by the shop’s id": "Klienci, według identyfikatora sklepu",
  "No customer’s id begins with “{0}”": "Żaden identyfikator nie zaczyna się od „{0}”",
  "Ids are searched as the shop writes them, capital letters and all.":
    "Szukamy tak, jak zapisuje je sklep, łącznie z wielkością liter.",
  "Show all": "Pokaż wszystkie",
  "No customers yet": "Nie ma jeszcze klientów",
  "A customer is a visitor whom the shop’s server knows: it sends its own id with an order, or with what it knows of them.":
    "Klient to odwiedzający, którego zna serwer sklepu: wysyła własny identyfikator z zamówieniem albo z tym, co o nim wie.",
  "See the sources": "Zobacz źródła",
  Customer: "Klient",
  Spent: "Wydane",
  "Last order": "Ostatnie zamówienie",
  Browsers: "Przeglądarki",
} satisfies Dictionary;
