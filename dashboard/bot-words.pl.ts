import type { Dictionary } from "./words.ts";

export default {
  "Say so themselves": "Same się przyznają",
  "Search engines, link previews, monitoring": "Wyszukiwarki, podglądy linków, monitoring",
  "Driven by a program": "Sterowane programem",
  "A browser without a screen, or a script that says it is one":
    "Przeglądarka bez ekranu albo skrypt, który się za nią podaje",
  "Faster than anybody": "Szybsze od człowieka",
  "More pages or orders in seconds than a person can manage":
    "Więcej stron lub zamówień w kilka sekund, niż zdoła człowiek",
} satisfies Dictionary;
