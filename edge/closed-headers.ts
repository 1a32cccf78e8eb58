/** Headers of what is no other page's business: the dashboard and its API. */

/** Features of the browser that neither needs. */
const NONE =
  "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/** `url`: of the request; a browser heeds the last one by https alone, and a local run has none. */
export const closedHeaders = (url: string): Record<string, string> => ({
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "permissions-policy": NONE,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  ...(url.startsWith("https:") && { "strict-transport-security": "max-age=31536000" }),
});
