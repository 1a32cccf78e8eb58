import field from "../../components/field/pl.ts";
import pager from "../../components/pager/pl.ts";
import buyers from "../../model-words/buyers.pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...field,
  ...pager,
  ...buyers,
  "{0} in {1}": "{0}: {1}",
  "customer|customers": "klient|klientów|klientów|klienta",
  "The ranking": "ranking",
  "No values yet": "Jeszcze bez wartości",
  "Customers are valued within the hour after the first order.":
    "Klienci dostają wartość w ciągu godziny od pierwszego zamówienia.",
  "How values come about": "Skąd biorą się wartości",
  "The model": "model",
  "Brought in {0}": "Przychód, {0}",
  "order|orders": "zamówienie|zamówienia|zamówień|zamówienia",
  ", {0} on average": ", średnio {0}",
  "Average and share by segment": "Średnia i udział według segmentu",
  "Net of service": "Po odjęciu obsługi",
  "{0} of service": "{0} obsługi",
  "Worth a day": "Warci dnia pracy",
  "{0} of them bring 80 % of the gain": "{0} z nich przynosi 80 % zysku",
  "For self-service": "Dla samoobsługi",
  "bring nothing after service: answer with a FAQ page, a how-to video":
    "po odjęciu obsługi nic nie przynosi: odpowiedz stroną pytań albo filmem",
  "everybody brings something after service": "każdy przynosi coś po odjęciu obsługi",
  "Make a campaign that points there": "Utwórz kampanię, która tam prowadzi",
  Brought: "Przychód",
  "Still to bring": "Jeszcze przyniesie",
  Worth: "Wart uwagi",
  "Any worth": "Dowolna uwaga",
  "Segment or stage": "Segment lub etap",
  "All segments and stages": "Wszystkie segmenty i etapy",
  "RFM segment": "Segment RFM",
  Stage: "Etap",
  "Your segments, when last seen": "Twoje segmenty, przy ostatniej wizycie",
  "Saved. Values follow within two minutes.": "Zapisano. Wartości zmienią się w dwie minuty.",
  "Service minutes are in. Values follow within two minutes.":
    "Minuty obsługi przyjęte. Wartości zmienią się w dwie minuty.",
  "A day": "Dzień pracy",
  "worth a day": "warci dnia pracy",
  "One of the few who together bring four fifths of all that is gained.":
    "Jeden z nielicznych, którzy razem przynoszą cztery piąte zysku.",
  "An hour": "Godzina pracy",
  "worth an hour": "warci godziny pracy",
  "Brings something after service.": "Przynosi coś po odjęciu obsługi.",
  "Self-service": "Samoobsługa",
  "for self-service": "dla samoobsługi",
  "Brings nothing after service: let pages answer, such as a FAQ or a how-to video.":
    "Po odjęciu obsługi nic nie przynosi: niech odpowiadają strony, np. pytania i odpowiedzi albo film instruktażowy.",
  "year|years": "rok|lata|lat|roku",
  "month|months": "miesiąc|miesiące|miesięcy|miesiąca",
  "week|weeks": "tydzień|tygodnie|tygodni|tygodnia",
  "A typical customer buys every {0} while they are one.": "Typowy klient, póki nim jest, kupuje co {0}.",
  "Of 100 new customers {0} buy again within a year.":
    "Ze 100 nowych klientów {0} kupuje ponownie w ciągu roku.",
  "After buying again, {0} in 100 do not come back any more.":
    "Po ponownym zakupie {0} na 100 już nie wraca.",
  "On a day of buying again a customer spends {0} on average.":
    "W dniu ponownego zakupu klient wydaje średnio {0}.",
  "Nobody has ordered yet.": "Nikt jeszcze nie zamówił.",
  "Everybody bought first today: time must pass before anything can be foreseen.":
    "Wszyscy kupili pierwszy raz dzisiaj: musi minąć czas, zanim da się coś przewidzieć.",
  "Nobody has bought on a second day yet, so nobody knows how often customers come back.":
    "Nikt nie kupił jeszcze drugiego dnia, więc nie wiadomo, jak często klienci wracają.",
  "Too few customers have bought again: {0} of the {1} it takes. Until then nothing is foreseen.":
    "Zbyt mało klientów kupiło ponownie: {0} z potrzebnych {1}. Do tego czasu niczego nie przewidujemy.",
  "No pattern fits how these customers buy, so nothing is foreseen.":
    "Żaden wzorzec nie pasuje do tego, jak kupują ci klienci, więc niczego nie przewidujemy.",
  "Nobody has paid for a second order yet.": "Nikt jeszcze nie zapłacił za drugie zamówienie.",
  "Too few customers have paid for a second order: it takes {0}. Until then nothing is foreseen.":
    "Zbyt mało klientów zapłaciło za drugie zamówienie: trzeba {0}. Do tego czasu niczego nie przewidujemy.",
  "Orders in several currencies cannot be added.": "Zamówień w różnych walutach nie da się zsumować.",
  "What customers spend lies too far apart for an average to mean anything, so nothing is foreseen.":
    "Wydatki klientów różnią się zbyt mocno, by średnia coś znaczyła, więc niczego nie przewidujemy.",
  "{0} h": "{0} godz.",
  "{0} min": "{0} min",
  "What is foreseen": "Co przewidujemy",
  "fitted {0}": "dopasowano {0}",
  "Nothing yet: the shop’s orders are looked at once an hour.":
    "Jeszcze nic: zamówienia sklepu przeglądamy raz na godzinę.",
  "From {0}, {1} of whom came back. Who has bought once counts as a customer still; what is foreseen is an average, not a promise.":
    "Podstawa: {0}, z nich wróciło {1}. Kto kupił raz, nadal liczy się jako klient; przewidywanie to średnia, nie obietnica.",
  "For analysts": "Dla analityków",
  "{0} and {1}": "{0} i {1}",
  "Values are being written: some are from before.": "Wartości się zapisują: część jest sprzed chwili.",
  Nobody: "Nikt",
  "No customer fits these filters.": "Żaden klient nie pasuje do tych filtrów.",
  Ranking: "Ranking",
  "Customers, the most valuable first": "Klienci, od najcenniejszych",
  Rank: "Pozycja",
  Customer: "Klient",
  "last order {0}": "ostatnie zamówienie {0}",
  "Average order": "Śr. wartość zamówienia",
  "Next 52 weeks": "Następne 52 tygodnie",
  "Still a customer": "Nadal klient",
  "Service time": "Czas obsługi",
  "entry|entries": "wpis|wpisy|wpisów|wpisu",
  "{0} A table with the columns customer, month, minutes; or POST /v1/service-minutes.":
    "{0} Tabela z kolumnami customer, month, minutes; albo POST /v1/service-minutes.",
  "{0} in all.": "Łącznie {0}.",
  "None told yet, so net value is what customers brought.":
    "Jeszcze nic nie podano, więc wartość netto to przychód od klientów.",
  "Bring in a table": "Wczytaj tabelę",
  "new": "nowe",
  "replaces what was there": "zastąpi poprzednie",
  "is there already": "już jest",
  "Nothing can be brought in: {0} of {1} cannot be read.":
    "Niczego nie da się wczytać: nieczytelne {0} z {1}.",
  "line|lines": "wiersz|wiersze|wierszy|wiersza",
  "{0}: {1} new, {2} changed, {3} the same.": "{0}: nowe {1}, zmienione {2}, bez zmian {3}.",
  "{0} of customers without an order: they count once one comes.":
    "{0} klientów bez zamówienia: policzą się, gdy jakieś przyjdzie.",
  "Lines of the table": "Wiersze tabeli",
  Line: "Wiersz",
  Month: "Miesiąc",
  Time: "Czas",
  "What happens": "Co się stanie",
  "expected {0}": "oczekiwano {0}",
  Cancel: "Anuluj",
  "Bring in": "Wczytaj",
  "Reckoned with": "Przyjęte do obliczeń",
  "An hour of service": "Godzina obsługi",
  "Your own period": "Własny okres",
  months: "miesięcy",
  "Discount a year": "Dyskonto roczne",
  "10 makes 110 in a year worth 100 now.": "10 oznacza, że 110 za rok to 100 teraz.",
  Save: "Zapisz",
} satisfies Dictionary;
