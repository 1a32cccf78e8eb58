import type { Dictionary } from "../words.ts";

export default {
  direct: "bezpośrednio",
  search: "wyszukiwarka",
  social: "media społecznościowe",
  paid: "płatna reklama",
  email: "e-mail",
  push: "push",
  referral: "odesłanie",
  campaign: "kampania",
} satisfies Dictionary;
