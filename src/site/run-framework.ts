import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { OFFLINE_GUARD } from "./offline-guard.ts";

const FRAMEWORK = join("node_modules", "@observablehq", "framework", "dist", "bin", "observable.js");

/** What a run of Observable Framework left behind: its exit code, and all it wrote, without colours. */
export interface FrameworkRun {
  readonly exitCode: number;
  readonly output: string;
}

/**
 * Runs `observable build` of a checkout into a folder, with no network and no telemetry.
 *
 * The folder travels in `WHAT_MATTERS_OUT`, which `observablehq.config.ts` reads.
 *
 * @throws CodedError SITE_TOOLS_MISSING where Observable Framework is not installed
 */
export async function runFramework(checkout: string, out: string): Promise<FrameworkRun> {
  const program = findFramework(checkout);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", OFFLINE_GUARD, program, "build"], {
      cwd: checkout,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: {
        ...process.env,
        OBSERVABLE_TELEMETRY_DISABLE: "true",
        WHAT_MATTERS_OUT: out,
        NO_COLOR: "1",
        FORCE_COLOR: "0",
        NODE_OPTIONS: "",
        OBSERVABLE_ANNOTATE_FILES: "",
        TZ: "UTC",
      },
    });
    const chunks: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      const output = stripVTControlCharacters(Buffer.concat(chunks).toString("utf8"));
      resolve({ exitCode: code ?? 1, output });
    });
  });
}

function findFramework(checkout: string): string {
  for (let dir = checkout; ; dir = dirname(dir)) {
    const program = join(dir, FRAMEWORK);
    if (existsSync(program)) return program;
    if (dirname(dir) === dir) break;
  }
  throw new CodedError({
    code: "SITE_TOOLS_MISSING",
    place: { file: "node_modules" },
    what: "Observable Framework is not installed.",
    remedy: "Run npm ci in the checkout.",
    exit: EXIT.usage,
  });
}
