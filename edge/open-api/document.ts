/**
 * The API as an OpenAPI 3.1 document, made from the routes themselves and from the schemas that check what they are sent. What a
 * schema cannot say in JSON Schema (a check over several fields) is left out: the server may refuse what the document allows.
 */
import { type ConversionConfig, toJsonSchema } from "@valibot/to-json-schema";
import type { RouterRoute } from "hono/types";
import type { GenericSchema } from "valibot";
import { stepSchema } from "../../model/journey.ts";
import { heldSchema } from "../middleware/valid.ts";
import { OPERATIONS } from "./operations.ts";

type Json = Record<string, unknown>;

const HELD = /^\/(v1|api)\//;

export function documentOf(routes: readonly RouterRoute[], origin: string): Json {
  const schemas: Json = { Problem: PROBLEM };
  const paths: Record<string, Json> = {};
  for (const [key, own] of Map.groupBy(
    routes.filter(isOperation),
    ({ method, path }) => `${method} ${path}`,
  )) {
    const { method, path } = own[0]!;
    const place = path.replaceAll(/:(\w+)(\{[^/]*\})?/g, "{$1}");
    paths[place] ??= {};
    paths[place][method.toLowerCase()] = operationOf(key, own, schemas);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Impuls",
      version: "1",
      description:
        "What a page, a server and the dashboard ask the edge. Times are epoch ms in UTC, money is in minor units beside its currency.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: origin }],
    paths,
    components: { schemas, securitySchemes: SECURITY },
  };
}

export const isOperation = ({ method, path }: RouterRoute) => method !== "ALL" && HELD.test(path);

function operationOf(key: string, handlers: readonly RouterRoute[], schemas: Json): Json {
  const [method, path] = key.split(" ") as [string, string];
  const known = OPERATIONS[key];
  const {
    says,
    body,
    bodyType = "application/json",
    example,
  } = typeof known === "object"
    ? known
    : { says: known ?? "", body: undefined, bodyType: undefined, example: undefined };
  const held = handlers.map(({ handler }) => heldSchema(handler)).filter((one) => one !== undefined);
  const json = body ?? held.find(({ target }) => target === "json")?.schema;
  const query = held.find(({ target }) => target === "query")?.schema;
  const parameters = [
    ...[...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    })),
    ...(query ? queryParameters(schemaOf(query, schemas)) : []),
    ...(path.startsWith("/api/") ? [SITE] : []),
  ];
  const hasBody = json !== undefined || example !== undefined || bodyType !== "application/json";
  return {
    operationId: operationIdOf(method, path),
    summary: says,
    tags: [path.split("/")[path.startsWith("/v1") ? 1 : 2]],
    ...securityOf(key, path),
    ...(parameters.length > 0 && { parameters }),
    ...(hasBody && {
      requestBody: {
        required: true,
        content: {
          [bodyType]: {
            schema: json ? schemaOf(json, schemas) : { type: bodyType === "text/csv" ? "string" : "object" },
            ...(example !== undefined && { example }),
          },
        },
      },
    }),
    responses: {
      "2XX": { description: "Done" },
      default: {
        description: "Refused, and nothing applied in part",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

/** `GET /api/segments/:id/members` is `get_segments_id_members`. */
const operationIdOf = (method: string, path: string) =>
  [method.toLowerCase(), ...path.split("/").slice(path.startsWith("/v1") ? 1 : 2)]
    .map((part) => part.replaceAll(/\W/g, "_").replace(/^_/, ""))
    .join("_");

/** Its definitions go where all of the document finds them. */
function schemaOf(schema: GenericSchema, schemas: Json): Json {
  const { $schema: _, $defs, ...rest } = toJsonSchema(schema, CONVERSION) as Json;
  Object.assign(schemas, $defs);
  return rest;
}

const CONVERSION: ConversionConfig = {
  target: "draft-2020-12",
  typeMode: "input",
  errorMode: "ignore",
  definitions: { JourneyStep: stepSchema },
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
};

function queryParameters({ properties = {}, required = [] }: Json): Json[] {
  return Object.entries(properties as Json).map(([name, schema]) => ({
    name,
    in: "query",
    required: (required as string[]).includes(name),
    schema,
  }));
}

const SITE = {
  name: "site",
  in: "query",
  required: false,
  description: "Which site, where the admin token asks; a key and a session have one.",
  schema: { type: "string" },
};

const BEARER = [{ bearer: [] }];
const BASIC = [{ writeKey: [] }];
const NOBODY: never[] = [];

/** By which credentials: as the routes ask for them. */
function securityOf(key: string, path: string): Json {
  if (key === "POST /api/session") return { security: NOBODY };
  if (path.startsWith("/api/") || path.startsWith("/v1/imports/"))
    return { security: [...BEARER, { session: [] }] };
  if (["/v1/orders", "/v1/service-minutes"].includes(path)) return { security: BEARER };
  if (/^\/v1\/(batch|decide|decide\/coupon|identify|track|page|screen|group|alias)$/.test(path))
    return { security: BASIC };
  return { security: NOBODY };
}

const SECURITY = {
  bearer: { type: "http", scheme: "bearer", description: "An API key of the site, or the admin token." },
  session: { type: "apiKey", in: "cookie", name: "impuls_session", description: "Of the dashboard." },
  writeKey: { type: "http", scheme: "basic", description: "An API key as user name, without a password." },
};

/** RFC 9457: edge/problem.ts. */
const PROBLEM = {
  type: "object",
  required: ["type", "title", "status"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "What to do about it." },
    field: { type: "string", description: "Path of the field at fault." },
    expected: { type: "string", description: "What was expected there." },
  },
};
