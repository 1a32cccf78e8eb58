/**
 * Lazy part, loaded where a page has a data layer: finds it, and reads what is pushed into it.
 * Exports what `LayerPart` in api.ts describes.
 */
import type { LayerPart } from "./api.ts";
import { layerReader, type Push } from "./observe/layer/ga4.ts";
import { observeLayers } from "./observe/layer.ts";

export const listen: LayerPart["listen"] = (named, usual, heed) => {
  const read = layerReader(usual);
  return observeLayers(named, (entry) => {
    try {
      for (const telling of read(entry as Push)) heed(telling);
    } catch {
      // An entry of no shape anybody knows is the shop's own business, and its push goes on.
    }
  });
};
