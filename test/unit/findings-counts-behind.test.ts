import { describe, expect, it } from "vitest";
import { countsBehind } from "../../src/findings/counts-behind.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import { row } from "./reports-support.ts";

const share = (numerator: number, denominator: number, status = "published") =>
  row({
    ...{ measure: "share_men", numerator, denominator, value: numerator / denominator },
    ...{ status: status as "published" },
  }) as ReleasedEstimate;
const windows = (before?: ReleasedEstimate, after?: ReleasedEstimate) => ({
  before,
  during: undefined,
  after,
});

describe("the counts behind a share", () => {
  it("are told with those that are not in it, here and in the comparison networks", () => {
    expect(
      countsBehind(windows(share(95, 355), share(285, 445)), windows(share(500, 1635), share(665, 1840))),
    ).toEqual([
      "Behind these shares: about 95 of 355 before and 285 of 445 after the pilot, so 260 and 160 others. In the comparison networks: about 500 of 1,635 before and 665 of 1,840 after the pilot, so 1,135 and 1,175 others. A share also rises where the others become fewer, and these times can differ in length.",
    ]);
  });

  it("leave out the others where they are few", () => {
    expect(countsBehind(windows(share(95, 100), share(90, 200)), windows())[0]).toMatch(
      /^Behind these shares: about 95 of 100 before and 90 of 200 after the pilot\. A share/,
    );
  });

  it("are not told where one is not shown", () => {
    expect(countsBehind(windows(share(95, 355)), windows())).toEqual([]);
    expect(countsBehind(windows(share(95, 355), share(1, 445, "withheld")), windows())).toEqual([]);
  });
});
