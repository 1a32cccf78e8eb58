import type { Dictionary } from "../../words.ts";

export default {
  Campaign: "Kampania",
  "Set-up": "Ustawienia",
  Results: "Wyniki",
  Answers: "Odpowiedzi",
} satisfies Dictionary;
