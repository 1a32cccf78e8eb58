/**
 * What a route asks of whoever is signed in (model/role.ts): looking is `read`, anything else `edit`, and what differs stands
 * here by the very path it is registered under. So a new route that nobody thought of is nobody's but an editor's;
 * tests/edge/api/every-route.test.ts fails until it stands in its table.
 */
import type { PermissionName } from "../model/role.ts";

const OTHERS: Record<string, PermissionName> = {
  "DELETE /session": "read",
  // Questions that are too long for an address.
  "POST /segments/preview": "read",
  "POST /segments/overlap": "read",
  "POST /segments/growth": "read",
  "POST /segment-counts": "read",
  "POST /broadcast-size": "read",

  "POST /v1/imports/products": "tell",
  "POST /v1/imports/customers": "tell",

  // Codes that nobody has yet are worth money.
  "GET /coupons/:id/waiting": "edit",

  "GET /leads": "contacts",
  "GET /leads/export": "export",
  "GET /visitors/:id/export": "export",
  "GET /segments/:id/export": "export",
  "GET /segments/:id/audience": "export",

  "DELETE /leads/:type/:value": "erase",
  "DELETE /customers/:id": "erase",
  "DELETE /visitors/:id": "erase",

  "GET /members": "access",
  "POST /members": "access",
  "PUT /members/:id": "access",
  "DELETE /members/:id": "access",
  "POST /members/:id/links": "access",
  "GET /keys": "access",
  "POST /keys": "access",
  "DELETE /keys/:hash": "access",
  "GET /webhooks": "access",
  "POST /webhooks": "access",
  "PUT /webhooks/:id": "access",
  "DELETE /webhooks/:id": "access",
  "POST /webhooks/:id/secret": "access",
  "POST /webhooks/:id/test": "access",
  "GET /webhooks/:id/messages": "access",
  "POST /webhooks/:id/replay": "access",
  "POST /push/keys": "access",
  "POST /doors/:door/secret": "access",
  "DELETE /doors/:door/previous-secret": "access",
};

/** `path` as registered, such as `/api/leads/:type/:value`. */
export const permissionOf = (method: string, path: string): PermissionName =>
  OTHERS[`${method} ${path.replace(/^\/api\b/, "")}`] ??
  (method === "GET" || method === "HEAD" ? "read" : "edit");
