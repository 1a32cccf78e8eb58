import pager from "../../components/pager/pl.ts";
import deviceWords from "../../device-words.pl.ts";
import channels from "../../model-words/channels.pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...pager,
  ...deviceWords,
  ...channels,
  "Remove the filter": "Usuń filtr",
  Segment: "Segment",
  "All visitors": "Wszyscy odwiedzający",
  "The visitors": "odwiedzający",
  "Nobody is in this segment": "Nikogo nie ma w tym segmencie",
  "Visitors enter it as soon as its condition holds for them.":
    "Odwiedzający trafiają do niego, gdy tylko spełnią warunek.",
  "See its condition": "Zobacz warunek",
  "Visitors, last seen first": "Odwiedzający, od ostatnio widzianych",
  "of {0} in the last 30 days": "z {0} w ostatnich 30 dniach",
  "No visitors yet": "Nie ma jeszcze odwiedzających",
  "The first one shows here as soon as the shop wears the tag.":
    "Pierwszy pojawi się tu, gdy tylko sklep będzie miał tag.",
  "Be a visitor": "Zostań odwiedzającym",
  Visitor: "Odwiedzający",
  "Last seen": "Ostatnio",
  Visits: "Wizyty",
  Place: "Miejsce",
  Device: "Urządzenie",
  "Came by": "Kanał wejścia",
  "In the cart": "W koszyku",
  Spent: "Wydane",
  you: "Ty",
} satisfies Dictionary;
