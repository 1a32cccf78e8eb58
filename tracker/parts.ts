/** Loads what the lazy parts ask for: files beside it, named by the hash of what is in them. */
import type { CommercePart, ContentPart, GoodsPart, LayerPart, MarkupPart, VitalsPart } from "./api.ts";

// File names, put in by the build.
declare const COMMERCE_FILE: string;
declare const CONTENT_FILE: string;
declare const GOODS_FILE: string;
declare const LAYER_FILE: string;
declare const MARKUP_FILE: string;
declare const VITALS_FILE: string;

const load = (file: string) => import(new URL(file, import.meta.url).href);
export const loadCommerce = (): Promise<CommercePart> => load(COMMERCE_FILE);
export const loadContent = (): Promise<ContentPart> => load(CONTENT_FILE);
export const loadGoods = (): Promise<GoodsPart> => load(GOODS_FILE);
export const loadLayer = (): Promise<LayerPart> => load(LAYER_FILE);
export const loadMarkup = (): Promise<MarkupPart> => load(MARKUP_FILE);
export const loadVitals = (): Promise<VitalsPart> => load(VITALS_FILE);
