import type { Dictionary } from "./words.ts";

export default {
  "Said yes": "Zgoda",
  "To us and to the browser.": "Nam i przeglądarce.",
  "Not now": "Nie teraz",
  "A no to our own question. Asked again after 30 days, and never a third time.":
    "Odmowa na nasze pytanie. Pytamy ponownie po 30 dniach, nigdy po raz trzeci.",
  "The browser’s question was put away.": "Pytanie przeglądarki zamknięto bez odpowiedzi.",
  Blocked: "Zablokowane",
  "A no to the browser’s question: never asked again.":
    "Odmowa na pytanie przeglądarki: nigdy więcej nie pytamy.",
  "Needs the Home Screen": "Wymaga ekranu głównego",
  "On iOS: the hint how to put the shop there was shown.":
    "W iOS: pokazano, jak dodać sklep do ekranu głównego.",
  Cannot: "Niemożliwe",
  "The browser has no notifications.": "Przeglądarka nie obsługuje powiadomień.",
  "No service worker": "Brak service workera",
  "The shop does not serve it from its own address.": "Sklep nie udostępnia go pod własnym adresem.",
  "Taken back": "Cofnięta",
  "Allowed once, and switched off in the browser.": "Raz udzielona, potem wyłączona w przeglądarce.",
} satisfies Dictionary;
