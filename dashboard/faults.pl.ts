import type { Dictionary } from "./words.ts";

export default {
  "expected {0}.": "oczekiwano: {0}.",
  "must not be empty.": "nie może być puste.",
  "at most {0} characters.": "najwyżej {0} znaków.",
  "a whole number.": "liczba całkowita.",
  "at least {0}.": "co najmniej {0}.",
  "at most {0}.": "najwyżej {0}.",
} satisfies Dictionary;
