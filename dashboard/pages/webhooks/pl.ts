import type { Dictionary } from "../../words.ts";

export default {
  "New webhook": "Nowy webhook",
  "The webhooks": "webhooki",
  "No webhooks yet": "Nie ma jeszcze webhooków",
  "A webhook tells another tool of yours what happens here, signed and within seconds: who enters a segment, a new lead, whom to write a letter.":
    "Webhook mówi innemu Twojemu narzędziu, co się tu dzieje, z podpisem i w ciągu sekund: kto wchodzi do segmentu, nowy lead, do kogo napisać list.",
  Address: "Adres",
  Sends: "Wysyła",
  On: "Włączony",
  Off: "Wyłączony",
  Taken: "Przyjęte",
  Waiting: "Czekają",
  Failed: "Nieudane",
  "Segment entered": "Wejście do segmentu",
  "Segment left": "Wyjście z segmentu",
  "New lead": "Nowy lead",
  "Answer given": "Nowa odpowiedź",
  "Code given": "Kod wydany",
  "Handed over by a journey": "Przekazane przez ścieżkę",
  "Thank-you to be sent": "Podziękowanie do wysłania",
  "Gone quiet": "Zamilkł",
  "Test message": "Wiadomość testowa",
  "Waits until it is on": "Czeka na włączenie",
  "On its way": "W drodze",
  "Tried again now": "Ponawiana teraz",
  "Tried again in {0}": "Ponowna próba za {0}",
} satisfies Dictionary;
