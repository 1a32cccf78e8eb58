/** The API's document is what the routes are. That it is valid OpenAPI: tests/scripts/open-api.test.ts. */
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { expect, test } from "vitest";
import { app, routes } from "../../edge/app.ts";
import { heldSchema } from "../../edge/middleware/valid.ts";
import { isOperation } from "../../edge/open-api/document.ts";
import { OPERATIONS } from "../../edge/open-api/operations.ts";

interface Document {
  paths: Record<string, Record<string, { summary: string; parameters?: { name: string; in: string }[] }>>;
}

const ROUTES = new Set(
  routes()
    .filter(isOperation)
    .map(({ method, path }) => `${method} ${path}`),
);
const answer = await app.request("https://edge.test/api/openapi.json", {}, env);
const document: Document = await answer.json();

test("every route of /v1 and /api is in it, and none else", () => {
  const told = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
  );
  expect(told.sort()).toEqual([...ROUTES].sort());
  expect(told.length).toBeGreaterThan(100);
});

test("each has its sentence in edge/open-api/operations.ts, and no sentence is of a route that is gone", () => {
  expect(Object.keys(OPERATIONS).sort()).toEqual([...ROUTES].sort());
});

test("what a route holds its query and body to is told", () => {
  const names = document.paths["/api/webhooks/{id}/messages"]!.get!.parameters!.map(({ name }) => name);
  expect(names).toEqual(["id", "state", "before", "site"]);
  expect(document.paths["/api/segments/{id}"]!.put).toHaveProperty(
    "requestBody.content.application/json.schema.required",
    ["id", "name", "condition"],
  );
});

test("each example is taken by the schema that checks it", () => {
  const faults = Object.entries(OPERATIONS).flatMap(([key, operation]) => {
    if (typeof operation === "string" || operation.example === undefined) return [];
    const handlers = routes().filter(({ method, path }) => `${method} ${path}` === key);
    const held = handlers.map(({ handler }) => heldSchema(handler)).find((one) => one?.target === "json");
    const schema = operation.body ?? held?.schema;
    const parsed = schema && v.safeParse(schema, operation.example);
    return parsed && !parsed.success
      ? [`${key}: ${v.getDotPath(parsed.issues[0])} ${parsed.issues[0].message}`]
      : [];
  });
  expect(faults).toEqual([]);
});
