/** The dashboard's and automation's API: everything but POST /session is behind sign-in. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { methodNotAllowed } from "hono/method-not-allowed";
import { closedHeaders } from "../closed-headers.ts";
import type { AppEnv } from "../env.ts";
import { signIn } from "../middleware/sign-in.ts";
import { wellFormedBody } from "../middleware/well-formed.ts";
import { failed, notFound, problem } from "../problem.ts";
import { bots } from "./bots.ts";
import { broadcastSize, broadcasts } from "./broadcasts.ts";
import { buyers } from "./buyers.ts";
import { campaignResults } from "./campaign-results.ts";
import { campaigns } from "./campaigns.ts";
import { changes } from "./changes.ts";
import { coupons } from "./coupons.ts";
import { customers } from "./customers.ts";
import { deliveries } from "./deliveries.ts";
import { doors } from "./doors.ts";
import { feed } from "./feed.ts";
import { health } from "./health.ts";
import { journeys } from "./journeys.ts";
import { keys } from "./keys.ts";
import { leads } from "./leads.ts";
import { live } from "./live.ts";
import { members } from "./members.ts";
import { orders } from "./orders.ts";
import { overview } from "./overview.ts";
import { personas } from "./personas.ts";
import { publication } from "./publication.ts";
import { pushSettings } from "./push-settings.ts";
import { reach } from "./reach.ts";
import { revenue } from "./revenue.ts";
import { running } from "./running.ts";
import { scoring } from "./scoring.ts";
import { search } from "./search.ts";
import { segmentCounts } from "./segment-counts.ts";
import { segmentExports } from "./segment-exports.ts";
import { segmentGrowth } from "./segment-growth.ts";
import { segmentMembers } from "./segment-members.ts";
import { segments } from "./segments.ts";
import { openSession, session } from "./session.ts";
import { sites } from "./sites.ts";
import { start } from "./start.ts";
import { suggestions } from "./suggestions.ts";
import { value } from "./value.ts";
import { visitorRights } from "./visitor-rights.ts";
import { visitors } from "./visitors.ts";
import { webhooks } from "./webhooks.ts";

const MAX_BYTES = 200_000;

const routes = new Hono<AppEnv>()
  .route("/", openSession)
  .route("/sites", sites)
  // What is registered above it has answered already, by its own check; nothing below is reached without it.
  .use(signIn)
  .route("/", session)
  .route("/overview", overview)
  .route("/bots", bots)
  .route("/live", live)
  .route("/visitors", visitors)
  .route("/visitors", visitorRights)
  .route("/customers", customers)
  .route("/buyers", buyers)
  .route("/segments", segments)
  .route("/segments", segmentMembers)
  .route("/segments", segmentGrowth)
  .route("/segments", segmentExports)
  .route("/segment-counts", segmentCounts)
  .route("/suggestions", suggestions)
  .route("/search", search)
  .route("/personas", personas)
  .route("/campaigns", campaigns)
  .route("/campaign-results", campaignResults)
  .route("/coupons", coupons)
  .route("/journeys", journeys)
  .route("/leads", leads)
  .route("/push", pushSettings)
  .route("/broadcasts", broadcasts)
  .route("/broadcast-size", broadcastSize)
  .route("/deliveries", deliveries)
  .route("/reach", reach)
  .route("/publication", publication)
  .route("/orders", orders)
  .route("/doors", doors)
  .route("/", revenue)
  .route("/value", value)
  .route("/scoring", scoring)
  .route("/keys", keys)
  .route("/members", members)
  .route("/changes", changes)
  .route("/feed", feed)
  .route("/webhooks", webhooks)
  .route("/start", start)
  .route("/running", running)
  .route("/", health);

const shell = new Hono<AppEnv>();
shell
  .use(async (c, next) => {
    await next();
    const headers = {
      ...closedHeaders(c.req.url),
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    };
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  })
  .use(
    bodyLimit({
      maxSize: MAX_BYTES,
      onError: () =>
        problem(413, "too-large", "The body is too large", { expected: `at most ${MAX_BYTES} bytes` }),
    }),
  )
  .use(async (c, next) => {
    // Anything else in a body is a mistake, or a form on another site's page, which can send no JSON unasked.
    // A POST without a body still has an (empty) one here, but no type.
    const type = c.req.header("content-type");
    if (type === undefined || /^application\/json\b/i.test(type)) return next();
    const expected = "application/json";
    return problem(415, "media-type", "The body is not JSON", { field: "content-type", expected });
  })
  .use(wellFormedBody)
  .use(
    methodNotAllowed({
      app: shell,
      onMethodNotAllowed: (_, methods) => {
        const allow = methods.join(", ");
        return problem(405, "method", "This path has no such method", { expected: allow }, { allow });
      },
    }),
  )
  .notFound(notFound)
  .onError((error, c) =>
    error instanceof HTTPException
      ? problem(400, "json", "The body is not JSON", { expected: "a JSON object" })
      : failed(error, c),
  );

export const api = shell.route("/", routes);
export type ApiType = typeof api;
