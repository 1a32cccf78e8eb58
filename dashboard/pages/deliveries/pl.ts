import pager from "../../components/pager/pl.ts";
import pushWords from "../../push-words.pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...pager,
  ...pushWords,
  Deliveries: "Doręczenia",
  "What became of it": "Co się stało",
  "Whatever became of it": "Cokolwiek się stało",
  "The deliveries": "doręczenia",
  "No notification fits": "Żadne powiadomienie nie pasuje",
  "Nothing has been sent yet": "Nic jeszcze nie wysłano",
  "None of these stands so.": "Żadne z nich nie jest w tym stanie.",
  "Broadcasts and journeys send; each notification then has a row here.":
    "Wysyłki i ścieżki wysyłają; każde powiadomienie ma tu potem wiersz.",
  "Show all": "Pokaż wszystkie",
  "New broadcast": "Nowa wysyłka",
  "Sent by": "Wysłane przez",
  "Sent by any": "Wysłane przez cokolwiek",
  Broadcasts: "Wysyłki",
  Tests: "Testy",
  "Notifications, newest first": "Powiadomienia, od najnowszych",
  Visitor: "Odwiedzający",
  You: "Ty",
  Notification: "Powiadomienie",
  "variant {0}": "wariant {0}",
  Test: "Test",
  When: "Kiedy",
  "when resumed": "po wznowieniu",
  "from {0}": "z {0}",
  "Push service": "Usługa push",
  "try|tries": "próba|próby|prób|próby",
  Again: "Ponownie",
  "Send once more to {0}": "Wyślij jeszcze raz: {0}",
  "Send again": "Wyślij ponownie",
  "Not sent again. {0}": "Nie wysłano ponownie. {0}",
  "It is sent once more.": "Wysłano jeszcze raz.",
} satisfies Dictionary;
