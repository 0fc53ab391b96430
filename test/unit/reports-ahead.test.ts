import { describe, expect, it } from "vitest";
import { releaseInParts } from "../../reports/components/release-in-parts.ts";
import { defaultSelection } from "../../reports/components/selection.ts";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import type { Catalogue, Findings } from "../../src/release/catalogue.ts";
import { estimatesArrow } from "../../src/release/estimates-table.ts";
import { pageFigures, partFigures } from "../../src/site/figure-parts.ts";

const catalogue = {
  areas: [
    { area_type: "programme", area: "programme", label: "Whole programme" },
    { area_type: "pcn", area: "N1", label: "Honeyacre" },
    { area_type: "icb", area: "I1", label: "An integrated care board" },
  ],
  periods: [{ period_type: "all", period: "all", label: "All" }],
  breakdowns: [],
  instruments: [],
} as unknown as Catalogue;

const row = (area_type: string, area: string, value: number) =>
  ({
    ...{ measure: "referrals", instrument: "", area_type, area, period_type: "all", period: "all" },
    ...{ breakdown: "none", category: "all", numerator: null, denominator: null, n: null, value },
    ...{ lower: null, upper: null, level: null, method: "count", status: "published", note: "" },
  }) as unknown as ReleasedEstimate;
const ROWS = [row("programme", "programme", 30), row("pcn", "N1", 20), row("icb", "I1", 25)];

/** A release whose first view is of the programme; what was asked for is answered when `answer` is called, or refused. */
function opened() {
  const file = partFigures("estimates", estimatesArrow(ROWS));
  const known = pageFigures([file], [], "");
  const figures = {
    ...known,
    first: { "estimates/programme-all": file.parts.get("programme-all") as never },
  };
  const asked: string[] = [];
  let pending: (() => void)[] = [];
  let refusing = false;
  const release = releaseInParts(catalogue, { findings: {} } as Findings, figures, (name) => ({
    json: () => {
      asked.push(name);
      return new Promise((resolve, reject) => {
        const part = name.replace("figures/estimates/", "");
        const refused = refusing;
        pending.push(() => (refused ? reject(new Error("no line")) : resolve(file.parts.get(part))));
      });
    },
  }));
  const answer = async () => {
    for (const one of pending) one();
    pending = [];
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  const told: Promise<void>[] = [];
  let arrivals = 0;
  release.more?.onReading((reading) => {
    told.push(reading);
    reading.catch(() => undefined);
  });
  release.more?.onArrival(() => {
    arrivals += 1;
  });
  return {
    ...{ release, asked, answer, told },
    arrivals: () => arrivals,
    refuse: (yes: boolean) => {
      refusing = yes;
    },
  };
}

const start = defaultSelection(catalogue);
const network = { ...start, area_type: "pcn", area: "N1" };
const board = { ...start, area_type: "icb", area: "I1" };
const place = {
  ...{
    measure: "referrals",
    instrument: "",
    area_type: "pcn",
    area: "N1",
    period_type: "all",
    period: "all",
  },
  ...{ breakdown: "none", category: "all" },
};

describe("figures that may be chosen next", () => {
  it("are read once and without a word, and then stand ready", async () => {
    const { release, asked, answer, told } = opened();
    release.more?.ahead([start, network, board, network]);
    release.more?.ahead([network]);
    expect([...asked].sort()).toEqual(["figures/estimates/icb-all", "figures/estimates/pcn-all"]);
    expect(told).toEqual([]);
    await answer();
    expect(release.more?.need(network)).toBeUndefined();
    expect(release.estimates.find(place)?.value).toBe(20);
    expect(asked).toHaveLength(2);
  });

  it("are waited for, and said to be, where they are chosen before they have come", async () => {
    const { release, asked, answer, told } = opened();
    release.more?.ahead([network]);
    const reading = release.more?.need(network);
    expect(reading).toBeDefined();
    expect(told).toHaveLength(1);
    await answer();
    await reading;
    expect(asked).toEqual(["figures/estimates/pcn-all"]);
  });

  it("are told of when they come, where a part of the page looked for them meanwhile", async () => {
    const { release, answer, arrivals } = opened();
    release.more?.ahead([network]);
    expect(release.estimates.find(place)).toBeUndefined();
    await answer();
    expect(arrivals()).toBe(1);
    expect(release.estimates.find(place)?.value).toBe(20);
  });

  it("are asked for again where they could not be read", async () => {
    const { release, asked, answer, refuse } = opened();
    refuse(true);
    release.more?.ahead([network]);
    await answer();
    refuse(false);
    const reading = release.more?.need(network);
    await answer();
    await reading;
    expect(asked).toHaveLength(2);
    expect(release.estimates.find(place)?.value).toBe(20);
  });
});
