/** Lazy part: ways to help and pictures, loaded beside the content part. Exports what `HelpPart` in api.ts describes. */
export { default as css } from "./render/content-help.css" with { type: "text" };
export { help } from "./render/help.ts";
export { image } from "./render/image.ts";
