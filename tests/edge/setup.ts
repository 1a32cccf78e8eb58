/**
 * Runs before every test file. The files of a worker follow each other in one workerd, and each begins as in a new one: with empty
 * storage, and modules (the clock, limits, what is kept of rules) that remember nothing.
 */
import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";

vi.resetModules();
await reset();
await applyD1Migrations(env.DB, env.MIGRATIONS);
