import conditionWords from "../../condition-words.pl.ts";
import conditions from "../../model-words/conditions.pl.ts";
import personas from "../../model-words/personas.pl.ts";
import steps from "../../steps.pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...conditionWords,
  ...conditions,
  ...personas,
  ...steps,
  "The personas": "persony",
  "Your trade": "Twoja branża",
  "Not chosen": "Nie wybrano",
  "No visitors yet": "Nie ma jeszcze odwiedzających",
  "A persona is a pattern of behaviour. It fills with real visitors as they come.":
    "Persona to wzorzec zachowania. Zapełnia się prawdziwymi odwiedzającymi, gdy przychodzą.",
  "Patterns of behaviour, matched to your own visitors: {0}.":
    "Wzorce zachowań dopasowane do Twoich odwiedzających: {0}.",
  "counted from {0} of {1}, so with a range": "policzone z {0} na {1}, dlatego z przedziałem",
  "all {0} looked at": "sprawdzono: {0}",
  "visitor|visitors": "odwiedzający|odwiedzających|odwiedzających|odwiedzającego",
  "Every shop": "Każdy sklep",
  visitor: "odwiedzający",
  visitors: "odwiedzających",
  "{0} to {1} likely": "prawdopodobnie {0} do {1}",
  "In when": "Należy, gdy",
  "Open the segment": "Otwórz segment",
  "Make a segment": "Utwórz segment",
  "Some of them": "Niektórzy z nich",
  visits: "wizyty",
  "As before": "Jak wcześniej",
  "by your own orders": "według własnych zamówień",
  "usual in {0}": "zwykle w branży {0}",
  usual: "zwykle",
  "Not saved. {0}": "Nie zapisano. {0}",
  "The segment was not saved. {0}": "Segmentu nie zapisano. {0}",
  "Segment {0} saved. Not live until it is published.":
    "Zapisano segment {0}. Na żywo dopiero po publikacji.",
  "in the page": "na stronie",
  "as a bar": "jako pasek",
  "as an overlay": "jako nakładka",
  "What to do about {0}": "Co zrobić: {0}",
  "What to do": "Co zrobić",
  "Draft the campaign": "Utwórz szkic kampanii",
  "Open the play": "Otwórz scenariusz",
  "{0} is not there yet": "Jeszcze niedostępne: {0}",
  "Planned: {0}": "Planowane: {0}",
} satisfies Dictionary;
