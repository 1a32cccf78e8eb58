/** The API's document, as the running Worker answers it, is valid OpenAPI 3.1, and its examples are what it says. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildWorkerFrom } from "../../scripts/build.ts";
import { type Runtime, startRuntime } from "../../scripts/runtime.ts";

interface Body {
  schema: object;
  example?: unknown;
}
interface Document {
  openapi: string;
  components: { schemas: Record<string, object> };
  paths: Record<
    string,
    Record<string, { operationId: string; requestBody?: { content: Record<string, Body> } }>
  >;
}

const folder = mkdtempSync(join(tmpdir(), "impuls-open-api-"));
let runtime: Runtime;
let document: Document;

beforeAll(async () => {
  const script = join(folder, "worker.js");
  await buildWorkerFrom(join(import.meta.dirname, "../../edge/worker.ts"), script);
  runtime = await startRuntime({
    port: 0,
    script,
    masterSecret: "a secret of this test, long enough for it",
    adminToken: "an-admin-token-of-this-test",
    hasStaticFiles: false,
  });
  document = (await (await fetch(`${runtime.origin}/api/openapi.json`)).json()) as Document;
});
afterAll(async () => {
  await runtime.stop();
  rmSync(folder, { recursive: true, force: true });
});

const operations = () => Object.values(document.paths).flatMap((methods) => Object.values(methods));

test("it is valid OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });
  expect(errors).toBeUndefined();
  expect([valid, document.openapi]).toEqual([true, "3.1.0"]);
});

test("no two operations have one name", () => {
  const ids = operations().map(({ operationId }) => operationId);
  expect(ids).toHaveLength(new Set(ids).size);
});

test("each body is a JSON Schema, and each example is valid by it", () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  // As a document that schemas of bodies point into.
  ajv.addSchema({ $id: "https://edge.test/api", components: document.components });
  const bodies = operations().flatMap(({ operationId, requestBody }) =>
    Object.values(requestBody?.content ?? {}).map((body) => ({ operationId, ...body })),
  );
  const faults = bodies.flatMap(({ operationId, schema, example }) => {
    const pointing = JSON.stringify(schema).replaceAll(
      '"#/components/',
      '"https://edge.test/api#/components/',
    );
    const check = ajv.compile(JSON.parse(pointing) as object);
    return example === undefined || check(example) ? [] : [`${operationId}: ${ajv.errorsText(check.errors)}`];
  });
  expect(faults).toEqual([]);
  expect(bodies.filter(({ example }) => example !== undefined).length).toBeGreaterThan(10);
});
