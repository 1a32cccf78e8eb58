import type { Dictionary } from "../../words.ts";

export default {
  "Nothing is called “{0}”": "Nic nie nazywa się „{0}”",
  "Names are searched.": "Szukamy w nazwach.",
  "Show all": "Pokaż wszystkie",
} satisfies Dictionary;
