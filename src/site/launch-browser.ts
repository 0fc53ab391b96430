import { chromium, type Browser as RunningBrowser } from "playwright-core";
import type { Browser } from "./find-browser.ts";

/** Starts a browser that can reach this machine only: the names of all other hosts are unknown to it. */
export async function launchBrowser(browser: Browser): Promise<RunningBrowser> {
  return chromium.launch({
    executablePath: browser.executablePath,
    args: [...browser.args, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
    env: { ...process.env, ...browser.env },
  });
}
