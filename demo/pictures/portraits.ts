/** Which shape, on which ground, in which colours: neighbours in a grid differ in shape and in base colour. */
import type { CategoryId } from "../products.ts";
import type { Palette, Shape } from "./shapes.ts";

/** Two tints a category: the wall, and the paler disc the thing stands before. */
export const GROUNDS: Record<CategoryId, readonly [wall: string, disc: string]> = {
  light: ["#F9E6C2", "#FDF3DD"],
  kitchen: ["#D5E3E6", "#E6F0F1"],
  garden: ["#D9E7CB", "#EAF2E0"],
  care: ["#EEDDE4", "#F8EEF2"],
  trips: ["#D3E0EF", "#E6EEF8"],
};

const palette = (a: string, b: string, c: string, d: string, e: string): Palette => ({ a, b, c, d, e });

/** By product id. */
export const PORTRAITS: Record<string, { shape: Shape; ground: CategoryId; palette: Palette }> = {
  "lamp-sowa": {
    shape: "tableLamp",
    ground: "light",
    palette: palette("#D9583B", "#B8452C", "#FBE3D6", "#33403B", "#E8A93A"),
  },
  "lamp-dzwon": {
    shape: "pendant",
    ground: "light",
    palette: palette("#1F5A46", "#174536", "#E8C77A", "#2B3330", "#E8A93A"),
  },
  "lamp-bocian": {
    shape: "floorLamp",
    ground: "light",
    palette: palette("#C77B4E", "#EADFC7", "#fff", "#5A4632", "#8A5A36"),
  },
  "lantern-iskra": {
    shape: "lantern",
    ground: "light",
    palette: palette("#33403B", "#33403B", "#fff", "#33403B", "#F08A24"),
  },
  "lamp-zuraw": {
    shape: "deskLamp",
    ground: "light",
    palette: palette("#2F6FA3", "#255985", "#D7E6F2", "#3A4248", "#E8A93A"),
  },
  "kettle-oblok": {
    shape: "kettle",
    ground: "kitchen",
    palette: palette("#F4F1E8", "#E2DDCF", "#FFFFFF", "#2C3E46", "#D9583B"),
  },
  "mugs-para": {
    shape: "mugs",
    ground: "kitchen",
    palette: palette("#D9583B", "#2F6F80", "#fff", "#A93F27", "#6B3A22"),
  },
  "grinder-ziarno": {
    shape: "grinder",
    ground: "kitchen",
    palette: palette("#8A5A36", "#A06C44", "#D9DEDF", "#2E3437", "#D9583B"),
  },
  "pan-smak": {
    shape: "pan",
    ground: "kitchen",
    palette: palette("#3B464C", "#5E9150", "#fff", "#262E33", "#B98350"),
  },
  "board-dab": {
    shape: "board",
    ground: "kitchen",
    palette: palette("#C98F55", "#B27B44", "#fff", "#2F3B40", "#CF9A62"),
  },
  "can-rosa": {
    shape: "wateringCan",
    ground: "garden",
    palette: palette("#2F7F68", "#E8C25A", "#fff", "#1F5A46", "#D9583B"),
  },
  "plant-monstera": {
    shape: "plant",
    ground: "garden",
    palette: palette("#3E8E5A", "#56A56C", "#fff", "#2A6B45", "#CC6A45"),
  },
  "tools-grzadka": {
    shape: "trowel",
    ground: "garden",
    palette: palette("#D9583B", "#B8452C", "#fff", "#3D4A47", "#B98350"),
  },
  "house-sikora": {
    shape: "birdHouse",
    ground: "garden",
    palette: palette("#B8452C", "#9A3822", "#3F7FB5", "#4B3A2C", "#D6A46A"),
  },
  "herbs-parapet": {
    shape: "herbs",
    ground: "garden",
    palette: palette("#4E9A55", "#6FB35E", "#F7F1E1", "#2F7546", "#C2875A"),
  },
  "soap-lawenda": {
    shape: "soap",
    ground: "care",
    palette: palette("#B79BC9", "#E9DCC0", "#fff", "#7C5E8F", "#6C9A6A"),
  },
  "balm-nagietek": {
    shape: "tube",
    ground: "care",
    palette: palette("#E08A2E", "#C77522", "#FFF7E8", "#7A4A1E", "#F2B33D"),
  },
  "wash-pokrzywa": {
    shape: "pump",
    ground: "care",
    palette: palette("#4F8A6B", "#3F7459", "#F6F4EA", "#2A3A33", "#4F8A6B"),
  },
  "candle-sosna": {
    shape: "candle",
    ground: "care",
    palette: palette("#3D6B57", "#2F5545", "#F8F3E6", "#2A3A33", "#F08A24"),
  },
  "oil-roza": {
    shape: "dropper",
    ground: "care",
    palette: palette("#B8663C", "#9E5530", "#FFF4EC", "#33291F", "#C94F6D"),
  },
  "pack-szlak": {
    shape: "backpack",
    ground: "trips",
    palette: palette("#2F6FA3", "#255985", "#F2E8D3", "#1B3F5E", "#B98350"),
  },
  "flask-potok": {
    shape: "flask",
    ground: "trips",
    palette: palette("#D9583B", "#2C3E46", "#F4F1E8", "#2C3E46", "#F2B33D"),
  },
  "tent-polana": {
    shape: "tent",
    ground: "trips",
    palette: palette("#E8A93A", "#CF9127", "#fff", "#3C7354", "#FBE9C3"),
  },
  "blanket-laka": {
    shape: "blanket",
    ground: "trips",
    palette: palette("#3C7354", "#D9583B", "#F2E8D3", "#5A4632", "#E8A93A"),
  },
};
