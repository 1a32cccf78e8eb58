import type { Dictionary } from "./words.ts";

export default {
  phone: "telefon",
  tablet: "tablet",
  desktop: "komputer",
} satisfies Dictionary;
