import field from "../../components/field/pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...field,
  "Put the tag on your shop. This site is {0}.": "Wstaw znacznik do sklepu. Ta witryna to {0}.",
  "Ways to install": "Sposoby instalacji",
  "Does it work?": "Czy działa?",
  "The live check": "sprawdzanie na żywo",
  "Live check": "Sprawdzanie na żywo",
  "every two seconds": "co dwie sekundy",
  "A page of your shop": "Strona Twojego sklepu",
  "Its HTML is read once, as a passer-by would, and nothing of it is kept.":
    "Jej HTML jest czytany raz, jak przez zwykłego gościa, i nic z niego nie jest przechowywane.",
  "Look for the tag": "Poszukaj znacznika",
  counted: "policzona",
  "no consent": "bez zgody",
  "wrong origin": "obcy adres",
  "mistyped site": "błędna witryna",
  "not published": "nieopublikowane",
  "What has come": "Co przyszło",
  "Visits come from {0}": "Wizyty przychodzą z {0}",
  "Seen on {0}.": "Zauważono na {0}.",
  "{0} may not send": "{0} nie może wysyłać",
  "This site takes visits from {0}. Add {1} to its origins, or leave them empty.":
    "Ta witryna przyjmuje wizyty z {0}. Dodaj {1} do jej adresów albo zostaw je puste.",
  "Waiting for the first visit from {0}": "Czekanie na pierwszą wizytę z {0}",
  "Waiting for the first visit": "Czekanie na pierwszą wizytę",
  "Open a page of the shop in another tab, and say yes to its consent question. This turns green by itself.":
    "Otwórz stronę sklepu w innej karcie i wyraź zgodę. Tutaj samo zrobi się zielono.",
  "{0} was refused: not one of this site’s origins": "Odrzucono {0}: to nie jest adres tej witryny",
  "The site takes visits from {0}. Add {1} to its origins and publish, or correct the tag.":
    "Witryna przyjmuje wizyty z: {0}. Dodaj {1} do jej adresów i opublikuj albo popraw znacznik.",
  "any origin by now; publish so that it holds": "każdego adresu, ale dopiero po publikacji",
  "{0} sends for “{1}”, which is mistyped": "{0} wysyła dla „{1}”, a to literówka",
  "The two characters at the end of a site’s id are its checksum. Copy the line from here once more.":
    "Dwa ostatnie znaki identyfikatora witryny to suma kontrolna. Skopiuj stąd wiersz jeszcze raz.",
  "{0} has come, but nothing is published yet":
    "Przyszła wizyta z {0}, ale nic nie jest jeszcze opublikowane",
  "Publish once, even without a campaign: until then there are no rules to answer by.":
    "Opublikuj raz, nawet bez kampanii: do tego czasu nie ma reguł, według których można odpowiadać.",
  "Somebody came from {0} who may not be counted": "Z {0} przyszedł ktoś, kogo nie wolno liczyć",
  "Their browser sends Global Privacy Control, and nobody has asked them. Once they say yes on the page, it counts.":
    "Jego przeglądarka wysyła Global Privacy Control, a nikt go nie zapytał. Gdy wyrazi zgodę na stronie, zostanie policzony.",
  "The tag is on this page, with the right site": "Znacznik jest na tej stronie, z właściwą witryną",
  "It measures at once (data-consent=“assumed”). If nothing comes, look whether a content blocker or the page’s policy holds it back.":
    "Mierzy od razu (data-consent=„assumed”). Jeśli nic nie przychodzi, sprawdź, czy nie zatrzymuje go bloker treści albo polityka strony.",
  "Nothing is sent before the visitor says yes. If nothing comes after a yes, the banner does not tell the script: see Consent banner.":
    "Przed zgodą odwiedzającego nic nie jest wysyłane. Jeśli po zgodzie nic nie przychodzi, baner nie przekazuje jej skryptowi: zobacz Baner zgody.",
  "The tag has a mistyped site: “{0}”": "Znacznik ma błędnie wpisaną witrynę: „{0}”",
  "It sends nothing, and says so in the console. This site is {0}.":
    "Niczego nie wysyła i mówi o tym w konsoli. Ta witryna to {0}.",
  "The tag is another site’s: “{0}”": "To znacznik innej witryny: „{0}”",
  "What happens there is counted there. This site is {0}.":
    "Co się tam dzieje, tam jest liczone. Ta witryna to {0}.",
  "The script comes from elsewhere": "Skrypt pochodzi skądinąd",
  "The page loads {0}.": "Strona wczytuje {0}.",
  "The script is there, its site is not said in the tag": "Skrypt jest, ale w znaczniku brak witryny",
  "That is right where the page calls impuls('init', '{0}').":
    "To w porządku, jeśli strona wywołuje impuls('init', '{0}').",
  "No tag in the page itself, but Tag Manager is there":
    "W samej stronie nie ma znacznika, ale jest Tag Manager",
  "A tag that it brings cannot be seen from here. Open the page and say yes: the check above turns green if it works.":
    "Znacznika, który on wstawia, stąd nie widać. Otwórz stronę i wyraź zgodę: jeśli działa, powyżej zrobi się zielono.",
  "The tag is not on this page": "Na tej stronie nie ma znacznika",
  "Put it in as shown, empty the shop’s cache, and look again.":
    "Wstaw go jak pokazano, opróżnij pamięć podręczną sklepu i sprawdź ponownie.",
  "Expected the address of a page, such as https://shop.example/.":
    "Oczekiwano adresu strony, np. https://shop.example/.",
  "Expected addresses of shops, one a line; “{0}” is none.":
    "Oczekiwano adresów sklepów, po jednym w wierszu; „{0}” nim nie jest.",
  "Saved. It holds once it is published.": "Zapisano. Zadziała po publikacji.",
  "The browser did not let it be copied: select it and copy it with the keyboard.":
    "Przeglądarka nie pozwoliła skopiować: zaznacz tekst i skopiuj go klawiaturą.",
  "Copy: {0}": "Kopiuj: {0}",
  Copied: "Skopiowano",
  Copy: "Kopiuj",
  "A first visit is counted": "Policzono pierwszą wizytę",
  "Live view": "Widok na żywo",
  "The shop’s origins are named, so that no copy of the tag counts":
    "Adresy sklepu są podane, więc kopia znacznika się nie liczy",
  Below: "Poniżej",
  "A first segment is saved": "Zapisano pierwszy segment",
  "New segment": "Nowy segment",
  "A first play is live": "Pierwszy scenariusz jest na żywo",
  "Orders come from the shop itself, with refunds": "Zamówienia przychodzą z samego sklepu, ze zwrotami",
  Doors: "Drogi",
  "A browser takes notifications": "Jakaś przeglądarka przyjmuje powiadomienia",
  How: "Jak",
  "Next steps": "Następne kroki",
  "{0} of {1} done": "gotowe {0} z {1}",
  "Done:": "Gotowe:",
  "Not yet:": "Jeszcze nie:",
  "Who may send": "Kto może wysyłać",
  "Origins of your shop": "Adresy Twojego sklepu",
  "one a line": "po jednym w wierszu",
  "Pages of any other origin are then refused, Shopify’s pixel too. Empty: any may send.":
    "Strony spod innych adresów są wtedy odrzucane, piksel Shopify także. Puste: każdy może wysyłać.",
  Save: "Zapisz",
  "Plain HTML": "Zwykły HTML",
  "Put this line before the end of the head of every page.":
    "Wstaw ten wiersz przed końcem sekcji head każdej strony.",
  "Say what kind of page it is, where the address does not tell.":
    "Podaj rodzaj strony, jeśli nie wynika z adresu.",
  "Kinds: home, listing, product, search, cart, checkout, thanks, article, stores, other. In the checkout no bar and no overlay is ever shown.":
    "Rodzaje: home, listing, product, search, cart, checkout, thanks, article, stores, other. Przy składaniu zamówienia nigdy nie ma pasków ani nakładek.",
  "Where content may appear, put an element with a name.":
    "Tam, gdzie może pojawić się treść, wstaw element z nazwą.",
  "Your own content, shown while nothing better is known.":
    "Twoja własna treść, pokazywana, póki nie wiadomo nic lepszego.",
  "Tag Manager": "Tag Manager",
  "In Google Tag Manager make a new tag of the type Custom HTML and paste this line. Tag Manager strips attributes, so the site stands in the address.":
    "W Google Tag Manager utwórz nowy tag typu Niestandardowy kod HTML i wklej ten wiersz. Tag Manager usuwa atrybuty, dlatego witryna stoi w adresie.",
  "Trigger: Initialization, All Pages. It must not wait for a consent trigger: the script asks Consent Mode itself and sends nothing before the yes.":
    "Reguła: Inicjowanie, Wszystkie strony. Nie może czekać na regułę zgody: skrypt sam pyta tryb uzyskiwania zgody i przed zgodą nic nie wysyła.",
  "Submit and publish the container.": "Prześlij i opublikuj kontener.",
  "Your GA4 data layer is read as it is. A tag that comes through Tag Manager comes later than one in the page, so content that fills a slot may be too late on the first page of a visit.":
    "Twoja warstwa danych GA4 jest czytana bez zmian. Znacznik z Tag Managera wczytuje się później niż wstawiony w stronę, więc treść w slocie może się spóźnić na pierwszej stronie wizyty.",
  "Add this to functions.php of your child theme, or to a plug-in for code snippets.":
    "Dodaj to do functions.php motywu potomnego albo do wtyczki z fragmentami kodu.",
  'With data-consent="wordpress" the WordPress Consent API is asked, which most consent plug-ins speak. Leave the attribute out where you have none, and say it yourself: see Consent banner.':
    'Z data-consent="wordpress" pytane jest WordPress Consent API, które zna większość wtyczek zgody. Jeśli takiej nie masz, pomiń atrybut i przekaż zgodę samodzielnie: zobacz Baner zgody.',
  "Empty the cache of the page, if a plug-in keeps one.":
    "Opróżnij pamięć podręczną strony, jeśli prowadzi ją wtyczka.",
  "Cart, checkout and order are read from WooCommerce itself. So that refunds and cancellations count too, connect its webhooks under Orders, Doors.":
    "Koszyk, składanie zamówienia i zamówienie są czytane z samego WooCommerce. Aby liczyły się też zwroty i anulowania, podłącz jego webhooki: Zamówienia, Drogi zamówień.",
  "Online Store, Themes, Edit code: put this line into theme.liquid, before </head>.":
    "Sklep online, Szablony, Edytuj kod: wstaw ten wiersz do theme.liquid, przed </head>.",
  "Shopify lets no theme into its checkout. Settings, Customer events, Add custom pixel: paste this, choose “Required” with “Analytics” under customer privacy, save and connect.":
    "Shopify nie wpuszcza szablonu do składania zamówienia. Ustawienia, Zdarzenia klienta, Dodaj niestandardowy piksel: wklej to, przy prywatności klienta wybierz „Required” z „Analytics”, zapisz i połącz.",
  "The pixel's visitor is not the storefront's: steps and orders count in your figures, but no campaign earns them. Where the site names its origins the pixel is refused, since it sends none. DECIMALS is 0 for yen, 3 for dinars.":
    "Odwiedzający z piksela to nie ten z witryny: kroki i zamówienia liczą się w Twoich liczbach, ale nie przypadają żadnej kampanii. Gdy witryna ma podane adresy, piksel jest odrzucany, bo żadnego nie wysyła. DECIMALS to 0 dla jena, 3 dla dinarów.",
  "Connect Shopify's order webhooks under Orders, Doors: then each order has its refunds.":
    "Podłącz webhooki zamówień Shopify: Zamówienia, Drogi zamówień. Wtedy każde zamówienie ma swoje zwroty.",
  "Put this line into templates/_partials/head.tpl of your child theme, below {hook h='displayHeader'}. There are no braces in it, so Smarty leaves it as it is.":
    "Wstaw ten wiersz do templates/_partials/head.tpl motywu potomnego, pod {hook h='displayHeader'}. Nie ma w nim nawiasów klamrowych, więc Smarty go nie zmieni.",
  "Advanced Parameters, Performance: clear the cache.": "Zaawansowane, Wydajność: wyczyść pamięć podręczną.",
  "Cart, checkout and order are read from PrestaShop itself. For refunds and cancellations send orders from your server: see Orders.":
    "Koszyk, składanie zamówienia i zamówienie są czytane z samej PrestaShop. Dla zwrotów i anulowań wysyłaj zamówienia ze swojego serwera: zobacz Zamówienia.",
  "Design, Theme Editor: open common/header and put this line before </head>.":
    "Wygląd, Edytor szablonów: otwórz common/header i wstaw ten wiersz przed </head>.",
  "Extensions, Modifications: refresh. Dashboard, the gear: refresh the theme cache.":
    "Rozszerzenia, Modyfikacje: odśwież. Kokpit, koło zębate: odśwież pamięć szablonu.",
  "The cart is read from OpenCart itself. Its thank-you page names no order: send orders from your server, see Orders.":
    "Koszyk jest czytany z samego OpenCart. Jego strona z podziękowaniem nie podaje zamówienia: wysyłaj zamówienia ze swojego serwera, zobacz Zamówienia.",
  "Consent banner": "Baner zgody",
  "Nothing is stored and nothing is sent until somebody says yes. Consent Mode v2, the WordPress Consent API and Shopify's Customer Privacy are asked by themselves; name yours so that it may come late.":
    "Przed zgodą nic nie jest zapisywane ani wysyłane. Consent Mode v2, WordPress Consent API i Customer Privacy z Shopify są pytane same; podaj swoje, aby mogło wczytać się później.",
  "google, wordpress or shopify. Google: analytics_storage allows measuring, personalization_storage allows content.":
    "google, wordpress lub shopify. Google: analytics_storage pozwala mierzyć, personalization_storage pozwala na treści.",
  "A banner of your own calls this on every yes and no.":
    "Własny baner wywołuje to przy każdej zgodzie i odmowie.",
  "yes to both": "zgoda na jedno i drugie",
  "measured, no campaigns": "pomiar, bez kampanii",
  "no: stops, and empties the device": "brak zgody: zatrzymuje i czyści urządzenie",
  "Before the script has come, this one line makes the command possible.":
    "Zanim skrypt się wczyta, polecenie umożliwia ten jeden wiersz.",
  "The thank-you page tells of an order once. Say it yourself where no data layer and no known shop software does.":
    "Strona z podziękowaniem mówi o zamówieniu raz. Przekaż je samodzielnie, jeśli nie robi tego warstwa danych ani znane oprogramowanie sklepu.",
  "Your server's word stands over the page's, and knows refunds. Make a key under Sources, then send up to 500 orders at a time.":
    "Słowo Twojego serwera stoi ponad słowem strony i zna zwroty. Utwórz klucz w Źródłach, a potem wysyłaj do 500 zamówień naraz.",
  "WooCommerce and Shopify tell by signed webhooks instead: addresses and secrets stand under Orders, Doors. Past orders come in by a file: Orders, Import.":
    "WooCommerce i Shopify używają zamiast tego podpisanych webhooków: adresy i sekrety są w Zamówienia, Drogi zamówień. Dawne zamówienia wczytasz z pliku: Zamówienia, Import.",
  "Put a file on your own origin, on any path. Browsers take the one that shows notifications from there only. If you have a service worker already, make this its first line.":
    "Umieść plik pod własnym adresem, w dowolnej ścieżce. Tylko stamtąd przeglądarki przyjmują plik, który pokazuje powiadomienia. Jeśli masz już service workera, niech to będzie jego pierwszy wiersz.",
  "Name it in the tag.": "Podaj go w znaczniku.",
  "Keys are made already. Nobody is asked until a campaign that asks is live: the play “Asking for notifications” is a good first one.":
    "Klucze są już utworzone. Nikt nie jest pytany, póki na żywo nie ma kampanii, która pyta: na początek dobry jest scenariusz „Pytanie o powiadomienia”.",
  "On iPhones only a shop on the Home Screen may ask.":
    "Na iPhonie pytać może tylko sklep dodany do ekranu początkowego.",
} satisfies Dictionary;
