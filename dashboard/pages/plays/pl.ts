import plays from "../../model-words/plays.pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...plays,
  "Campaigns and journeys that are written already, in English and Polish. Choose one, look at it, publish it: a tenth of those it is for sees nothing, so that you can tell what it adds.":
    "Gotowe kampanie i ścieżki, po angielsku i po polsku. Wybierz, obejrzyj, opublikuj: co dziesiąty odbiorca nic nie widzi, aby dało się powiedzieć, co to daje.",
  "On the site": "W sklepie",
  "When the visitor has gone": "Gdy odwiedzający wyszedł",
} satisfies Dictionary;
