/** Lazy part: the progress block, loaded beside the content part. Exports what `ProgressPart` in api.ts describes. */
export { default as css } from "./render/content-progress.css" with { type: "text" };
export { progress } from "./render/progress.ts";
