/** Loads what the lazy parts ask for: files beside it, named by the hash of what is in them. */
import type { Content } from "../model/content.ts";
import type {
  CommercePart,
  ContentPart,
  Core,
  ExitPart,
  FirstPartyPart,
  KeptDecision,
  Kinds,
  LayerPart,
  ListsPart,
  MarkupPart,
  PlacePart,
  PlatformPart,
  PurchasePart,
  SearchPart,
  SignsPart,
  SubscriptionPart,
  TriggersPart,
  VitalsPart,
} from "./api.ts";

// File names, put in by the build.
declare const COMMERCE_FILE: string;
declare const SIGNS_FILE: string;
declare const SEARCH_FILE: string;
declare const CONTENT_FILE: string;
declare const GOODS_FILE: string;
declare const PROGRESS_FILE: string;
declare const COUPON_FILE: string;
declare const PUSH_FILE: string;
declare const SUBSCRIPTION_FILE: string;
declare const ANSWERS_FILE: string;
declare const OFFER_FILE: string;
declare const HELP_FILE: string;
declare const WISHLIST_FILE: string;
declare const LISTS_FILE: string;
declare const INLINE_FILE: string;
declare const OVERLAY_FILE: string;
declare const PLACE_FILE: string;
declare const LAYER_FILE: string;
declare const MARKUP_FILE: string;
declare const PLATFORM_FILE: string;
declare const PURCHASE_FILE: string;
declare const EXIT_FILE: string;
declare const TRIGGERS_FILE: string;
declare const VITALS_FILE: string;
declare const FIRST_PARTY_FILE: string;

// Not as a pattern, which the build would take for files of its own.
const load = (file: string) => import("./".concat(file));
/** Parts that the page can do without: undefined where one does not come, as when the network fails. */
const loadIfAny = (file: string) => load(file).catch(() => undefined);
export const loadCommerce = (): Promise<CommercePart | undefined> => loadIfAny(COMMERCE_FILE);
export const loadSigns = (): Promise<SignsPart | undefined> => loadIfAny(SIGNS_FILE);
export const loadSearch = (): Promise<SearchPart | undefined> => loadIfAny(SEARCH_FILE);
export const loadContent = (): Promise<ContentPart> => load(CONTENT_FILE);
export const loadPlace = (): Promise<PlacePart> => load(PLACE_FILE);
export const loadLayer = (): Promise<LayerPart | undefined> => loadIfAny(LAYER_FILE);
export const loadMarkup = (): Promise<MarkupPart | undefined> => loadIfAny(MARKUP_FILE);
export const loadPlatform = (): Promise<PlatformPart | undefined> => loadIfAny(PLATFORM_FILE);
export const loadPurchase = (): Promise<PurchasePart | undefined> => loadIfAny(PURCHASE_FILE);
export const loadExit = (): Promise<ExitPart | undefined> => loadIfAny(EXIT_FILE);
export const loadTriggers = (): Promise<TriggersPart | undefined> => loadIfAny(TRIGGERS_FILE);
export const loadSubscription = (): Promise<SubscriptionPart | undefined> => loadIfAny(SUBSCRIPTION_FILE);
export const loadLists = (): Promise<ListsPart | undefined> => loadIfAny(LISTS_FILE);
export const loadVitals = (): Promise<VitalsPart | undefined> => loadIfAny(VITALS_FILE);
export const loadFirstParty = (): Promise<FirstPartyPart | undefined> => loadIfAny(FIRST_PARTY_FILE);

/** What the decision's content needs beside the content part; fails where one of it cannot be had. */
export async function loadKinds(core: Core, decision: KeptDecision & { content: Content }): Promise<Kinds> {
  const { form, blocks } = decision.content;
  const files: Record<string, string> = {
    products: GOODS_FILE,
    wishlist: WISHLIST_FILE,
    progress: PROGRESS_FILE,
    coupon: COUPON_FILE,
    push: PUSH_FILE,
    countdown: OFFER_FILE,
    offer: OFFER_FILE,
    help: HELP_FILE,
    image: HELP_FILE,
    inline: INLINE_FILE,
    overlay: OVERLAY_FILE,
    survey: ANSWERS_FILE,
    form: ANSWERS_FILE,
    preferences: ANSWERS_FILE,
  };
  const kinds: Record<string, unknown> = {};
  await Promise.all(
    [form, ...blocks.map(({ kind }) => kind)].map(async (kind) => {
      const file = files[kind];
      if (!file) return;
      const part = await load(file);
      kinds[kind] = (await part.open?.(core, decision)) ?? part;
    }),
  );
  return kinds;
}
