import feed from "../../components/feed/pl.ts";
import moments from "../../model-words/moments.pl.ts";
import permissionWords from "../../permission-words.pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...feed,
  ...moments,
  ...permissionWords,
  "on the site now|on the site now": "osoba teraz w sklepie|osoby teraz w sklepie|osób teraz w sklepie",
  Sentences: "Zdania",
  Debugger: "Debugger",
  "Held still": "Zatrzymane",
  "Newest first, every second": "Od najnowszych, co sekundę",
  "{0} new": "{0} nowych",
  "The live view": "widok na żywo",
  "Nobody has come by yet": "Nikt jeszcze nie zajrzał",
  "Pages, products, carts and moments show here a second or two after they happen.":
    "Strony, produkty, koszyki i mikromomenty pojawiają się tu sekundę lub dwie po tym, jak nastąpią.",
  "Be a visitor": "Zostań odwiedzającym",
} satisfies Dictionary;
