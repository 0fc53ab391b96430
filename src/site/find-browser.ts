import { execFile } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** A browser to drive: where its program is, and the arguments it needs. */
export interface Browser {
  readonly executablePath: string;
  readonly args: readonly string[];
  /** Variables to set on top of the environment, e.g. where its libraries are. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Keep a browser from calling its maker, and let it run where there is no desktop. */
const QUIET: readonly string[] = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-sync",
  "--disable-gpu",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-dev-shm-usage",
];

/** The packaged browser asks for these: with the first two its second page crashes, the others switch off checks. */
const DROPPED = new Set([
  "--single-process",
  "--no-zygote",
  "--disable-web-security",
  "--allow-running-insecure-content",
]);

/**
 * Finds a Chromium or Chrome: `CHROMIUM_PATH`, then an installed one, then the one in the npm package
 * `@sparticuz/chromium` (Linux x64).
 *
 * @param options.env environment to read; the process's own unless given
 * @param options.installed false looks for no installed browser
 * @returns undefined where there is none
 */
export async function findBrowser(
  options: { readonly env?: NodeJS.ProcessEnv; readonly installed?: boolean } = {},
): Promise<Browser | undefined> {
  const { env = process.env, installed = true } = options;
  const args = [...QUIET, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
  const named = env.CHROMIUM_PATH;
  if (named !== undefined && named !== "" && existsSync(named)) return { executablePath: named, args };
  if (installed) {
    const executablePath = candidates(env).find(isExecutable);
    if (executablePath !== undefined) return { executablePath, args };
  }
  return findPackaged(args);
}

function candidates(env: NodeJS.ProcessEnv): readonly string[] {
  if (process.platform === "darwin") {
    return [
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];
  }
  if (process.platform === "win32") {
    const roots = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(
      (root) => root !== undefined,
    );
    const programs = [
      ["Chromium", "Application", "chrome.exe"],
      ["Google", "Chrome", "Application", "chrome.exe"],
      ["Microsoft", "Edge", "Application", "msedge.exe"],
    ];
    return programs.flatMap((program) => roots.map((root) => join(root, ...program)));
  }
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
  const folders = [
    ...(env.PATH ?? "").split(":").filter((dir) => dir !== ""),
    "/usr/bin",
    "/usr/local/bin",
    "/snap/bin",
  ];
  return names.flatMap((name) => folders.map((dir) => join(dir, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function findPackaged(args: readonly string[]): Promise<Browser | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    const executablePath = await chromium.executablePath();
    const own = chromium.args.filter((arg) => !DROPPED.has(arg));
    const browser = { executablePath, args: [...new Set([...own, ...args])] };
    if (await starts(executablePath, {})) return browser;
    // Bare systems lack libnss3, libnspr4 and libexpat: the package brings them too.
    const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
    // Its unpacking is not exported: the package itself uses it only on its own cloud.
    const unpacking = pathToFileURL(join(dirname(entry), "..", "esm", "lambdafs.js")).href;
    const { inflate } = (await import(unpacking)) as { inflate(path: string): Promise<string> };
    const libraries = await inflate(join(dirname(entry), "..", "..", "bin", "al2023.tar.br"));
    const env = { LD_LIBRARY_PATH: join(libraries, "lib") };
    return (await starts(executablePath, env)) ? { ...browser, env } : undefined;
  } catch {
    // A development dependency: absent in an installed copy.
    return undefined;
  }
}

async function starts(program: string, env: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    await promisify(execFile)(program, ["--version", "--no-sandbox"], {
      env: { ...process.env, ...env },
      timeout: 10_000,
    });
    return true;
  } catch {
    return false;
  }
}
