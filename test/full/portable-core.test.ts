import { describe, expect, it } from "vitest";
import { selectsOutsideCore } from "../captured-selects.ts";
import { sharedSample } from "../shared-sample.ts";

describe("the core of SQL that engines share", () => {
  it("holds every SELECT that the measures send for the sample programme, which uses all of them", async () => {
    const { programme } = await sharedSample();
    const { sent, outside } = await selectsOutsideCore(programme);
    expect(outside).toEqual([]);
    expect(sent).toBeGreaterThan(250);
  }, 600_000);
});
