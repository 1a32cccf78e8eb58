import type { Dictionary } from "../../words.ts";

export default {
  "Visitors in any of": "Odwiedzający w którymkolwiek z",
  "None chosen: every visitor.": "Nic nie wybrano: wszyscy odwiedzający.",
  "There is no segment yet, so it is for every visitor.":
    "Nie ma jeszcze segmentów, więc to dla wszystkich odwiedzających.",
  "Subscribers in any of": "Subskrybenci w którymkolwiek z",
  "None chosen: every subscriber.": "Nic nie wybrano: wszyscy subskrybenci.",
  "There is no segment yet, so it is for every subscriber.":
    "Nie ma jeszcze segmentów, więc to dla wszystkich subskrybentów.",
  "New segment": "Nowy segment",
  "But not in": "Ale nie w",
} satisfies Dictionary;
