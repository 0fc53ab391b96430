import { describe, expect, it } from "vitest";
import { indexEstimates } from "../../reports/components/estimate-index.ts";
import { packedIndex } from "../../reports/components/packed-index.ts";
import { compareDocumentSchema, compareDocuments } from "../../src/release/compare-documents.ts";
import { packEstimates, packedEstimatesSchema } from "../../src/release/pack-estimates.ts";
import { catalogue, row } from "./reports-support.ts";

const AREAS = [
  ["programme", "programme"],
  ["pcn", "U91"],
  ["pcn", "U92"],
  ["pcn", "U93"],
] as const;

const rows = [
  row({ measure: "follow_up_rate", instrument: "pam", area_type: "pcn", area: "U93", value: 0.5, n: 40 }),
  row({ measure: "follow_up_rate", instrument: "pam", area_type: "pcn", area: "U91", value: 0.8, n: 50 }),
  // The same place by another method: the first stands.
  row({
    measure: "follow_up_rate",
    instrument: "pam",
    area_type: "pcn",
    area: "U91",
    value: 0.7,
    method: "other",
  }),
  row({ measure: "follow_up_rate", instrument: "pam", value: 0.66, lower: 0.6, upper: 0.7 }),
  row({
    measure: "referrals",
    area_type: "pcn",
    area: "U92",
    period_type: "financial_year",
    period: "2022-23",
    value: null,
    status: "withheld",
    note: "Too few.",
  }),
  row({ measure: "referrals", area_type: "pcn", area: "U92", value: 125, n: null }),
];

describe("figures packed by column", () => {
  const packed = packEstimates(rows as never, AREAS);

  it("are what their schema says", () => {
    expect(packedEstimatesSchema.parse(packed)).toEqual(packed);
    expect(packed.tables.map(({ measure, period, at }) => [measure, period, at])).toEqual([
      ["follow_up_rate", "all", [0, 2, 3, 1]],
      ["referrals", "2022-23", [2, 1]],
      ["referrals", "all", [2, 1]],
    ]);
  });

  it("are read back as the rows they were made from, whether or not they are shown", () => {
    const index = packedIndex([packed], []);
    const plain = indexEstimates(rows);
    for (const one of rows) expect(index.find(one)).toEqual(plain.find(one));
    expect(index.find({ ...(rows[0] ?? row({})), area: "U92" })).toBeUndefined();
    expect(index.find({ ...(rows[0] ?? row({})), breakdown: "gender" })).toBeUndefined();
    expect(
      index.list("follow_up_rate", { area_type: "pcn" }).map(({ area, value }) => [area, value]),
    ).toEqual([
      ["U91", 0.8],
      ["U93", 0.5],
    ]);
    expect(index.list("follow_up_rate", {})).toHaveLength(3);
    expect(index.rows).toHaveLength(5);
  });
});

describe("the files of the pages of networks", () => {
  const page = { funnels: [], published_capacity: [] };
  const more = [
    row({ measure: "share_dna", area_type: "pcn", area: "U91", value: 0.1 }),
    row({ measure: "share_remote", area_type: "service", area: "S1", value: 0.1 }),
    row({ measure: "share_crisis", area_type: "pcn", area: "U91", value: null, status: "withheld" }),
    row({ measure: "open", area_type: "pcn", area: "U91", value: null, status: "not_collected" }),
  ];
  const documents = compareDocuments(
    [...rows, ...more] as never,
    {
      areas: AREAS.map(([area_type, area]) => ({ area_type, area, label: area })),
      instruments: catalogue.instruments,
    } as never,
    {
      findings: {
        "compare|pam|x": { headline: "H", detail: [], caveats: [] },
        "outcomes|pam|x": { headline: "O", detail: [], caveats: [] },
      },
      not_shown: { compare: ["C"], outcomes: ["O"] },
    },
    page,
  );

  it("hold every figure of a network once: of the first view, of the others, by year", () => {
    const tables = [documents.compare.estimates, documents.networks, documents.years].map((file) =>
      file.tables.map(({ measure, period }) => `${measure} ${period}`),
    );
    expect(tables).toEqual([
      ["follow_up_rate all", "referrals all"],
      ["share_dna all", "share_crisis all", "open all"],
      ["referrals 2022-23"],
    ]);
    expect(compareDocumentSchema.parse(documents.compare)).toEqual(documents.compare);
  });

  it("say of what is not read yet whether it is held, and whether a network has a figure", () => {
    const index = packedIndex([documents.compare.estimates], documents.compare.held);
    const held = (measure: string) => {
      const known = index.holds?.(measure, "");
      return known === undefined ? undefined : [known.held, known.compared];
    };
    expect(held("share_dna")).toEqual([true, true]);
    expect(held("share_remote")).toEqual([true, false]);
    expect(held("share_crisis")).toEqual([true, false]);
    expect(held("open")).toEqual([false, false]);
    expect(held("nothing")).toBeUndefined();
    expect(index.has("share_dna")).toBe(true);
  });

  it("bring the sentences of Compare and no other page's", () => {
    expect(documents.compare.findings.texts).toEqual(["H"]);
    expect(documents.compare.findings.not_shown).toEqual({ compare: ["C"] });
  });
});
