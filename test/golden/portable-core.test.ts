import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { selectsOutsideCore } from "../captured-selects.ts";
import { copyProgramme, ingestFolder } from "../programme-folder.ts";

const tiny = resolve(import.meta.dirname, "../fixtures/programmes/tiny");

describe("the core of SQL that engines share", () => {
  it("holds every SELECT that the measures send for the tiny programme", async () => {
    const folder = copyProgramme(tiny);
    await ingestFolder(folder);
    const { sent, outside } = await selectsOutsideCore(folder);
    expect(outside).toEqual([]);
    expect(sent).toBeGreaterThan(150);
  });
});
