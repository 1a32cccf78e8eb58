import type { Dictionary } from "../../words.ts";

export default {
  "Only to look at. {0}": "Tylko do odczytu. {0}",
} satisfies Dictionary;
