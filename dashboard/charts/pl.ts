import type { Dictionary } from "../words.ts";

export default {
  "{0} by day, {1} to {2}, against the {3}. Left and right arrow read the days.":
    "{0} dzień po dniu, od {1} do {2}; dla porównania {3}. Strzałki w lewo i w prawo czytają dni.",
  ", until now": ", do teraz",
} satisfies Dictionary;
