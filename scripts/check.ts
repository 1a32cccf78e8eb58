/** `npm run check`: types of every folder, then lint, format and imports. Import directions: tests/architecture.test.ts. */
import { run } from "./run.ts";

run("tsc", ["--build"]);
run("biome", ["check", "--error-on-warnings"]);
