import type { Dictionary } from "../words.ts";

export default {
  "Welcome offer": "Oferta powitalna",
  "A code for the first order, once a newcomer has looked around for half a minute.":
    "Kod na pierwsze zamówienie, gdy nowa osoba rozgląda się od pół minuty.",
  "One striking offer for those who only look": "Jedna wyrazista oferta dla tych, którzy tylko oglądają",
  "Three for the price of two, on leaving, for who has come back and not bought.":
    "Trzy w cenie dwóch, przy wyjściu, dla tych, którzy wrócili i nie kupili.",
  "Where you left off": "Gdzie skończono",
  "What a visitor looked at lately, in the slot “home”.":
    "Co odwiedzający ostatnio oglądał, w slocie „home”.",
  "Search found nothing": "Szukanie bez wyników",
  "What many choose, in the slot “search-none”, in place of an empty page.":
    "Co wybiera wielu, w slocie „search-none”, zamiast pustej strony.",
  "Progress towards free delivery": "Postęp do darmowej dostawy",
  "A bar with what is missing, for carts below the threshold.":
    "Pasek z brakującą kwotą, dla koszyków poniżej progu.",
  "Help with the cart on leaving": "Pomoc przy koszyku na wyjściu",
  "Answers about delivery, returns and a person to ask, for who is about to leave a cart. No discount.":
    "Odpowiedzi o dostawie, zwrotach i człowiek do zapytania, dla tych, którzy mają zostawić koszyk. Bez rabatu.",
  "The ladder for a left cart": "Drabina dla porzuconego koszyka",
  "Help first, then the picture of what was chosen, a favour, a small code, a larger one: one step at a time.":
    "Najpierw pomoc, potem obrazek wybranego, przysługa, mały kod, większy: krok po kroku.",
  "What made you leave?": "Co sprawiło, że wychodzisz?",
  "One question with five answers, on leaving without an order; set against conversion.":
    "Jedno pytanie z pięcioma odpowiedziami, przy wyjściu bez zamówienia; zestawione z konwersją.",
  "Newsletter invitation": "Zaproszenie do newslettera",
  "A field for the e-mail address with the controller's name, once three pages have been read.":
    "Pole na e-mail z nazwą administratora, po przeczytaniu trzech stron.",
  "App invitation": "Zaproszenie do aplikacji",
  "A bar on phones with a link to the shop's app, from the second visit on.":
    "Pasek na telefonach z linkiem do aplikacji sklepu, od drugiej wizyty.",
  "Asking for notifications": "Pytanie o powiadomienia",
  "Our own question, with the notification that would come, right after something was put on the wish list.":
    "Własne pytanie z powiadomieniem, jakie by przyszło, zaraz po dodaniu czegoś do listy życzeń.",
  "Thank you, with what is popular": "Podziękowanie z tym, co popularne",
  "Thanks on the page after the order, with what many order now, in the slot “thanks”.":
    "Podziękowanie na stronie po zamówieniu, z tym, co wielu teraz zamawia, w slocie „thanks”.",
  "The second order, without a discount": "Drugie zamówienie, bez rabatu",
  "For who has ordered once, a week ago or more: buying again is easy and without risk.":
    "Dla tych, którzy zamówili raz, co najmniej tydzień temu: ponowny zakup jest łatwy i bez ryzyka.",
  "Cart rescue": "Ratowanie koszyka",
  "Help after 3 hours, a reminder after 24, with a picture after 48, a code after 72 that holds for three more days. Ends at an order or an emptied cart.":
    "Pomoc po 3 godzinach, przypomnienie po 24, z obrazkiem po 48, kod po 72, ważny jeszcze trzy dni. Kończy się przy zamówieniu lub opróżnionym koszyku.",
  "Welcome to notifications": "Witamy w powiadomieniach",
  "A hello to who has just said yes to notifications, and for who has not bought by the third day the code for a first order.":
    "Powitanie tych, którzy właśnie zgodzili się na powiadomienia, a dla tych, którzy nie kupili do trzeciego dnia, kod na pierwsze zamówienie.",
  "After the order": "Po zamówieniu",
  "Thanks, tell a friend after 2 days, is all well, how to use it, an opinion, what goes with it: three weeks in six short messages.":
    "Podziękowanie, polecenie po 2 dniach, czy wszystko dobrze, jak używać, opinia, co pasuje: trzy tygodnie w sześciu krótkich wiadomościach.",
  "When it should be running out": "Gdy powinno się kończyć",
  "Offers what was bought once it should be used up: by the product's own usual gap, else the interval you set.":
    "Proponuje to, co kupiono, gdy powinno się zużyć: według zwykłego odstępu produktu, a inaczej według Twojego.",
  "There again": "Znów jest",
  "Who looked at something that was sold out hears when it can be had again.":
    "Kto oglądał coś wyprzedanego, dowie się, gdy znów będzie dostępne.",
  "Costs less now": "Teraz taniej",
  "Who looked at something in the last two weeks hears when it costs at least a tenth less.":
    "Kto oglądał coś w ostatnich dwóch tygodniach, dowie się, gdy stanieje o co najmniej jedną dziesiątą.",
  "A gentle word to the promising": "Delikatne słowo do obiecujących",
  "Who has fallen to Promising hears how the last thing does and what is new, before they fall further.":
    "Kto spadł do Obiecujących, usłyszy, jak sprawuje się ostatni zakup i co nowego, zanim spadnie dalej.",
  "Win back who has fallen asleep": "Odzyskaj uśpionych",
  "Who has fallen to Hibernating or Lost is told that they are missed; a week later a code. Never given up, but no more than once in 60 days.":
    "Kto spadł do Uśpionych lub Utraconych, usłyszy, że go brakuje; tydzień później kod. Nigdy nie rezygnujemy, ale nie częściej niż raz na 60 dni.",
  "Gone quiet": "Zamilkł",
  "Who has not been here for 30 days hears once what is new; your own tools are told by a webhook.":
    "Kogo nie było 30 dni, raz usłyszy, co nowego; Twoje narzędzia dowiedzą się webhookiem.",
  Birthday: "Urodziny",
  "Good wishes on the day that the trait “birthday” holds, with a code.":
    "Życzenia w dniu z cechy „birthday”, z kodem.",
  "A week before departure": "Tydzień przed wyjazdem",
  "Seven days before the date that the trait “departure” holds: the details, and whom to ask.":
    "Siedem dni przed datą z cechy „departure”: szczegóły i kogo zapytać.",
  "A short course for the careful": "Krótki kurs dla ostrożnych",
  "Three short readings for who has answered a question of ours and not bought: one thing at a time, ten days in all.":
    "Trzy krótkie lektury dla tych, którzy odpowiedzieli na nasze pytanie i nie kupili: po jednej rzeczy, łącznie dziesięć dni.",
} satisfies Dictionary;
