import field from "../../components/field/pl.ts";
import faults from "../../faults.pl.ts";
import permissionWords from "../../permission-words.pl.ts";
import pushWords from "../../push-words.pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...field,
  ...faults,
  ...permissionWords,
  ...pushWords,
  Deliveries: "Doręczenia",
  "New broadcast": "Nowa wysyłka",
  "The broadcasts": "wysyłki",
  "The subscribers": "subskrybenci",
  "Subscribers and asking": "Subskrybenci i pytanie o zgodę",
  "The settings": "ustawienia",
  Subscribers: "Subskrybenci",
  "by push service": "według usługi push",
  "Subscribers by push service": "Subskrybenci według usługi push",
  Browsers: "Przeglądarki",
  "Nobody yet. A campaign with the block “Ask for notifications” asks at a moment you choose.":
    "Jeszcze nikt. Kampania z blokiem „Pytanie o powiadomienia” pyta w wybranej przez Ciebie chwili.",
  "What came of asking": "Co dało pytanie",
  "last 30 days": "ostatnie 30 dni",
  "Nobody was asked.": "Nikogo nie zapytano.",
  "What came of asking in the last 30 days": "Co dało pytanie w ostatnich 30 dniach",
  Answer: "Odpowiedź",
  Times: "Razy",
  "No broadcasts yet": "Nie ma jeszcze wysyłek",
  "A broadcast is one notification to the subscribers of some segments, at once or each at their own hour.":
    "Wysyłka to jedno powiadomienie do subskrybentów z wybranych segmentów, od razu albo o godzinie każdego z nich.",
  "See the journeys": "Zobacz ścieżki",
  Broadcasts: "Wysyłki",
  "Broadcasts, last changed first": "Wysyłki, od ostatnio zmienionych",
  Broadcast: "Wysyłka",
  Status: "Stan",
  "Not sent": "Niewysłane",
  "Subscribers in {0}": "Subskrybenci w {0}",
  "Every subscriber": "Wszyscy subskrybenci",
  ", not in {0}": ", nie w {0}",
  "Nothing written yet.": "Nic jeszcze nie napisano.",
  "At once.": "Od razu.",
  "At {0}, everywhere at the same time.": "{0}, wszędzie o tej samej chwili.",
  "On {0} at {1}:00 where each of them is.": "{0} o {1}:00 czasu każdego z nich.",
  "{0} get nothing, so that you can tell what it adds.":
    "{0} nic nie dostaje, aby dało się powiedzieć, co to daje.",
  "Nobody is held out, so what it adds cannot be told.":
    "Bez grupy kontrolnej, więc nie da się powiedzieć, co to daje.",
  "of {0}": "z {0}",
  "subscriber|subscribers": "subskrybent|subskrybenci|subskrybentów|subskrybenta",
  "About {0} {1}, between {2} and {3}": "Około {0} {1}, między {2} a {3}",
  "one of {0} versions, ": "jedną z {0} wersji, ",
  "{0} {1} now.": "Teraz: {0} {1}.",
  "They get {0}{1}": "Dostają {0}{1}",
  "Kept for {0} for a device that is off.": "Czeka na wyłączone urządzenie: {0}.",
  Keys: "Klucze",
  "what your notifications are signed with": "czym podpisujemy Twoje powiadomienia",
  "Keys, newest first": "Klucze, od najnowszych",
  Key: "Klucz",
  current: "bieżący",
  Made: "Utworzono",
  "The keys are your shop’s own, made here: no push vendor stands between. A subscriber keeps the key they subscribed with, so old keys stay.":
    "Klucze należą do Twojego sklepu i powstały tutaj: bez pośrednika. Subskrybent zachowuje klucz, z którym się zapisał, więc stare zostają.",
  "Make a new key": "Utwórz nowy klucz",
  "Make a new key?": "Utworzyć nowy klucz?",
  "For when the present one may have become known to somebody, or by your own rules.":
    "Gdy ktoś mógł poznać obecny albo tak każą Twoje zasady.",
  "Who subscribes from now on does so with the new key.": "Kto zapisze się od teraz, dostanie nowy klucz.",
  "Who has subscribed already still gets everything, signed with their old key; at their next visit the browser subscribes again with the new one, without asking.":
    "Kto już się zapisał, nadal dostaje wszystko, podpisane starym kluczem; przy następnej wizycie przeglądarka zapisze się z nowym, bez pytania.",
  "The old key is kept until then. A new one cannot be taken back.":
    "Stary klucz zostaje do tego czasu. Nowego nie da się cofnąć.",
  "Keep the present one": "Zostaw obecny",
  "Not saved. {0}": "Nie zapisano. {0}",
  "Saved. It holds for what is sent from now on.": "Zapisano. Obowiązuje dla tego, co wyjdzie od teraz.",
  "No new key. {0}": "Bez nowego klucza. {0}",
  "There is a new key.": "Jest nowy klucz.",
  "How your shop sends": "Jak wysyła Twój sklep",
  "Quiet from": "Cisza od",
  Until: "Do",
  "The same hour twice: no quiet hours.": "Dwa razy ta sama godzina: bez ciszy nocnej.",
  "Most in 24 hours, for one visitor": "Najwięcej w 24 godziny, na odwiedzającego",
  "Of all broadcasts and journeys together, 1 to 10. What is over waits.":
    "Ze wszystkich wysyłek i ścieżek razem, 1 do 10. Nadmiar czeka.",
  "Picture beside the text": "Obrazek obok tekstu",
  optional: "opcjonalnie",
  "Square, 192 pixels, of your shop.": "Kwadrat, 192 piksele, Twojego sklepu.",
  "Sign in the status line": "Znak na pasku stanu",
  "One colour on nothing, 96 pixels, still clear at 24.":
    "Jeden kolor na przezroczystym, 96 pikseli, czytelny także przy 24.",
  "Whom a push service may ask": "Kogo może zapytać usługa push",
  "mailto: or https:, of a real host. Empty: the address of your shop. Apple refuses what is not real.":
    "mailto: lub https:, prawdziwy adres. Puste: adres Twojego sklepu. Apple odrzuca nieprawdziwe.",
  Save: "Zapisz",
} satisfies Dictionary;
