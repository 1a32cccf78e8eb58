import type { Dictionary } from "../../words.ts";

export default {
  "{0} of {1}": "{0} z {1}",
} satisfies Dictionary;
