/** The shop in the browser. Each line does its part where the page has the element for it. */
import { showCartCount } from "./cart-count.ts";
import { runCartPage } from "./cart-page.ts";
import { runCheckout } from "./checkout-page.ts";
import { followNotifications } from "./consent.ts";
import { askConsent } from "./consent-card.ts";
import { runDrawer } from "./drawer.ts";
import { runListPage } from "./list.ts";
import { reportLists } from "./lists-in-view.ts";
import { runProductPage } from "./product-page.ts";
import { runSearchPage } from "./search-page.ts";
import { runStoresPage } from "./stores-page.ts";
import { runThanksPage } from "./thanks-page.ts";
import { followYourData } from "./your-data.ts";

runDrawer();
showCartCount();
askConsent();
followNotifications();
reportLists();
runProductPage();
runSearchPage();
runListPage();
runCartPage();
runCheckout();
runThanksPage();
runStoresPage();
followYourData();
