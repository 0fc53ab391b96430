import { defineConfig } from "vitest/config";
import { RunOrder } from "./test/run-order.ts";

const project = (name: string, timeout: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeout,
    hookTimeout: timeout,
    // A release makes many objects that outlive a small nursery: a sixth less work.
    execArgv: ["--max-semi-space-size=64"],
  },
});

/**
 * Five projects: fast ones first; `golden` and `e2e` build real sites and share one built sample. `--mode full` adds a
 * sixth, simulations of how often intervals and charts are right.
 */
export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: "test/global-setup.ts",
    sequence: { sequencer: RunOrder },
    // By default one core is left free, which of two is half.
    maxWorkers: "100%",
    projects: [
      project("unit", 30_000),
      project("spec", 30_000),
      project("property", 60_000),
      project("golden", 600_000),
      project("e2e", 600_000),
      ...(mode === "full" ? [project("full", 180_000)] : []),
    ],
  },
}));
