import type { Dictionary } from "../../words.ts";

export default {
  "What it added": "Co to dało",
  "Not measured": "Bez pomiaru",
  "Nobody is held out before the first message, so what it adds cannot be told.":
    "Nikt nie trafia do grupy kontrolnej przed pierwszą wiadomością, więc nie da się powiedzieć, co to daje.",
  "Nobody yet": "Jeszcze nikt",
  "It has been for nobody so far.": "Na razie nie objęło nikogo.",
  "Within {0} days {1} of {2} ordered, and {3} of the {4} held out.":
    "W ciągu {0} dni zamówiło {1} z {2}, a w grupie kontrolnej {3} z {4}.",
  "Not enough yet": "Jeszcze za mało",
  "{0} Below {1} on a side nothing can be told.":
    "{0} Gdy po którejś stronie jest mniej niż {1}, nic nie da się powiedzieć.",
  "buyer|buyers": "kupujący|kupujących|kupujących",
  "{0} to {1}": "{0} do {1}",
  "{0} It may have added anything from {1}.": "{0} Mogło to dać cokolwiek od {1}.",
  "{0} With 95 % certainty it added {1}.": "{0} Z pewnością 95 % dało to {1}.",
} satisfies Dictionary;
