import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { exportCanonical } from "../../loaders/export-canonical.ts";
import { loadCaseStudies } from "../../loaders/load-case-studies.ts";
import { loadPopulations } from "../../loaders/load-populations.ts";
import { loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import { sha256 } from "../../src/files/sha256.ts";
import type { Manifest } from "../../src/release/catalogue.ts";
import { makeRelease } from "../../src/release/make-release.ts";
import { temporaryFolder } from "../programme-folder.ts";
import { sharedSample } from "../shared-sample.ts";

describe("a release of the sample from its canonical tables", () => {
  it("has the bytes of the release from the warehouse; the manifest differs in its inputs only", async () => {
    const sample = await sharedSample();
    const loaded = loadProgramme(sample.programme);
    const state = stateFolder(sample.programme);
    const folder = join(temporaryFolder(), "tables");
    mkdirSync(folder);
    await exportCanonical({
      ...{ state, programme: loaded.programme, text: loaded.text, folder },
      scratch: join(temporaryFolder(), "scratch"),
    });
    const made = await makeRelease({
      ...{ state, canonical: folder, programme: loaded.programme },
      configurationSha256: sha256(loaded.text),
      lists: shippedCodeLists(),
      caseStudies: loadCaseStudies(loaded),
      populations: loadPopulations(loaded),
    });
    const names = Object.keys(made.value.files);
    expect(names.length).toBeGreaterThan(15);
    const of = (name: string) => readFileSync(join(sample.release, name));
    const differing = names.filter((name) => sha256(of(name)) !== sha256(made.value.files[name] ?? ""));
    expect(differing).toEqual(["manifest.json"]);
    const { canonical_sha256, ...rest } = made.value.manifest;
    expect(rest).toEqual(JSON.parse(of("manifest.json").toString()) as Manifest);
    expect(canonical_sha256).toBe(sha256(readFileSync(join(folder, "manifest.json"))));
  }, 900_000);
});
