import type { Dictionary } from "./words.ts";

export default {
  web: "internet",
  store: "sklep stacjonarny",
  phone: "telefon",
} satisfies Dictionary;
