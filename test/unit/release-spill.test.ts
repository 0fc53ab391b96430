import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import { makeRelease } from "../../src/release/make-release.ts";
import { copyProgramme, ingestFolder } from "../programme-folder.ts";

it("leaves nothing that the database spilled, neither its own nor that of a release that was killed", async () => {
  const folder = copyProgramme(resolve(import.meta.dirname, "../fixtures/programmes/tiny"));
  await ingestFolder(folder);
  const loaded = loadProgramme(folder);
  const state = stateFolder(folder);
  // No process has this number; one of ours that is running keeps its own.
  const [dead, alive] = ["release-spill-999999999", `release-spill-${process.ppid}`].map((name) =>
    join(state, name),
  );
  for (const path of [dead, alive]) {
    mkdirSync(path ?? "");
    writeFileSync(join(path ?? "", "rows.tmp"), "rows");
  }
  await makeRelease({
    state,
    programme: loaded.programme,
    configurationSha256: "0",
    lists: shippedCodeLists(),
  });
  expect(existsSync(dead ?? "")).toBe(false);
  expect(readdirSync(state).filter((name) => name.startsWith("release-spill-"))).toEqual([
    `release-spill-${process.ppid}`,
  ]);
}, 120_000);
