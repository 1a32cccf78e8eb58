import type { Dictionary } from "../../words.ts";

export default {
  Undo: "Cofnij",
  "Not undone. {0}": "Nie cofnięto. {0}",
} satisfies Dictionary;
