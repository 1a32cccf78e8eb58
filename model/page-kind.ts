/**
 * What kind of page an address or its markup speaks of, where the shop does not say it. The words are those of the
 * usual shop software in English and Polish: WooCommerce, Shopify, PrestaShop, OpenCart, Magento, Shoper, IdoSell.
 * Imports nothing at run time: the tracker's page part takes the guard, its commerce part what moments depend on, the edge
 * all of it. An address is path and query, as in `/koszyk?action=show`.
 */
import type { PageKind } from "./event.ts";

/** `PAGE_KINDS`, spelled out because that list comes with its schemas; page-kind.test.ts holds the two together. */
export const KINDS = /^(home|listing|product|search|cart|checkout|thanks|article|stores|other)\b/;

/**
 * What the tag says of an address (`data-pages="product:/p/;cart:/basket"`): the first kind whose path it begins with.
 * Null: the tag says nothing.
 */
export function taggedKind(pages: string | null, address: string): PageKind | undefined {
  const told = pages?.split(";").find((page) => address.startsWith(page.split(":")[1]!));
  return told?.match(KINDS)?.[0] as PageKind | undefined;
}

/** Cart and checkout, on which no offer may show (E13): rather once too often than once too rarely. */
export function guardedKind(address: string): PageKind | undefined {
  const found =
    /(?:\/|(?:route|controller)=)((checkout\/|(shopping|view|\w+oj|my).)?(cart|basket(edit)?|koszyk|warenkorb)|[\w-]*checkouts?|(szybkie-)?zam(o|%c3%b3)wienie|kasa|kasse|order\d?)($|[/?&.](?!.*(success|received|thank)))/i.exec(
      address,
    );
  return found ? (found[4] ? "cart" : "checkout") : undefined;
}

type Words = [kind: PageKind, step: RegExp][];
/** `steps`: whole steps of an address. Marked as pure, so that a build leaves out the words it does not need. */
const words = (told: [kind: PageKind, steps: string][]): Words =>
  told.map(([kind, steps]) => [kind, new RegExp(`[/=](${steps})([/?&.]|$)`, "i")]);
/** What moments and the search depend on. Each word is a whole step, but for what `\w` or `.` leaves open. */
const NOTICED = /* @__PURE__ */ words([
  ["search", "(catalog)?search|szukaj|wyszukiw\\w+|s"],
  ["thanks", "thank.?you|dziekuj.+|podziek.+|order-[rc].+|success|potwierdz.+"],
  [
    "article",
    "blogs?|news|porad.+|artyku.+|articles?|aktualnosci|journal|guides?|faqs?|pytania.+|pomoc|help|how-to.+|jak-.+|instruk.+",
  ],
  [
    "stores",
    "stores|store-?(locat|find).r|find-(us|a-store)|(nasze-)?(salony|sklepy).*|punkty-.+|gdzie-kupic",
  ],
]);
const PRODUCT = /* @__PURE__ */ words([
  [
    "product",
    "(products?|produkt|p|dp)/(?!category|manuf|special|search)[^/]+|[^/]+-p-?\\d+|product-.+-\\d+-.+",
  ],
]);
const LISTED = /* @__PURE__ */ words([
  ["product", "\\d+-[^/]+\\.html"],
  [
    "listing",
    "(product-)?(category|categories|tag)|kategori[ae](-.+)?|collections|c|.+-c-?\\d+|brands?|manufacturers?|producent|special",
  ],
  ["listing", "shop|sklep|products|produkty|sale|outlet|promocje|nowosci|new-products|\\d+-[^/.]+"],
]);

const kindIn = (words: Words, address: string): PageKind | undefined =>
  words.find(([, step]) => step.test(address))?.[0];

/** What the device needs to know of the page by itself: a search, an article, stores, the end of an order. */
export const noticedKind = (address: string): PageKind | undefined =>
  // A product may be named like an article: how to train your dragon.
  /^[^?]*\/(produ|p\/)/i.test(address)
    ? undefined
    : (kindIn(NOTICED, address) ?? (/[?&]s=/.test(address) ? "search" : undefined));

/** What the address says; undefined where it says nothing. */
export const kindOfAddress = (address: string): PageKind | undefined =>
  guardedKind(address) ??
  kindIn(PRODUCT, address) ??
  noticedKind(address) ??
  kindIn(LISTED, address) ??
  (/^\/(\w\w\/)?(index\.\w+)?(\?(utm_|\w*clid).*)?$/.test(address) ? "home" : undefined);

/** Schema.org's page types. A product says least: lists, articles and carts carry blocks about products too. */
const TYPES = /* @__PURE__ */ words([
  ["checkout", "CheckoutPage"],
  ["search", "SearchResultsPage"],
  ["listing", "CollectionPage|OfferCatalog"],
  ["article", "\\w*Article|BlogPosting|FAQPage|HowTo"],
  ["product", "ItemPage|Product(Group)?"],
]);

/** What the types of the page's markup say, as `CollectionPage`; undefined where they say nothing. */
export const kindOfTypes = (types: ReadonlySet<string>): PageKind | undefined =>
  kindIn(TYPES, `/${[...types].join("/")}`);
