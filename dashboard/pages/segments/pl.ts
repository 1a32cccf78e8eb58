import charts from "../../charts/pl.ts";
import field from "../../components/field/pl.ts";
import namedList from "../../components/named-list/pl.ts";
import toast from "../../components/toast/pl.ts";
import conditionWords from "../../condition-words.pl.ts";
import buyers from "../../model-words/buyers.pl.ts";
import conditions from "../../model-words/conditions.pl.ts";
import steps from "../../steps.pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...charts,
  ...field,
  ...namedList,
  ...toast,
  ...conditionWords,
  ...buyers,
  ...conditions,
  ...steps,
  "New segment": "Nowy segment",
  "Find a segment": "Znajdź segment",
  "No segments yet": "Nie ma jeszcze segmentów",
  "A segment is a group of visitors who share a behaviour. Begin with nothing, or with one of these.":
    "Segment to grupa odwiedzających o wspólnym zachowaniu. Zacznij od zera albo od jednego z tych.",
  "Pick a cell of the RFM grid": "Wybierz pole siatki RFM",
  "{0} of {1} that all buyers brought": "{0} z {1} od wszystkich kupujących",
  "{0} to {1} of {2} that all buyers brought": "od {0} do {1} z {2} od wszystkich kupujących",
  Segment: "Segment",
  Size: "Liczność",
  "Counted {0}": "Policzono {0}",
  "Of all": "Z wszystkich",
  "Of revenue": "Przychodu",
  "about {0}": "około {0}",
  "30 days": "30 dni",
  "Used by": "Używany w",
  "and {0} more": "i jeszcze {0}",
  Status: "Stan",
  "More for {0}": "Więcej: {0}",
  "See its visitors": "Zobacz odwiedzających",
  "New campaign for it": "Nowa kampania dla niego",
  "New segment from it": "Nowy segment z niego",
  Delete: "Usuń",
  "Not live yet": "Jeszcze nie na żywo",
  "Not deleted. {0}": "Nie usunięto. {0}",
  "{0} deleted.": "Usunięto: {0}.",
} satisfies Dictionary;
