/** GET /health, for whoever watches from outside: 200, or 503 and what is missing or late. Anybody may ask. */
import { Hono } from "hono";
import type { AppEnv, Env } from "../env.ts";
import { type Fitness, fitnessOf } from "../fitness.ts";

/** However often it is asked, an isolate looks once in so long. */
const KEPT_MS = 5_000;
const kept = new WeakMap<Env, { at: number; fitness: Promise<Fitness> }>();

export const fitness = new Hono<AppEnv>().get("/", async (c) => {
  const now = Date.now();
  let last = kept.get(c.env);
  if (!last || now - last.at > KEPT_MS) {
    last = { at: now, fitness: fitnessOf(c.env, new URL(c.req.url).origin, now) };
    kept.set(c.env, last);
  }
  const answer = await last.fitness;
  const isWell = answer.missing.length + answer.late.length === 0;
  return c.json({ isWell, ...answer }, isWell ? 200 : 503, { "cache-control": "no-store" });
});
