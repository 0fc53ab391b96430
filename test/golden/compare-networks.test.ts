import { beforeAll, describe, expect, it } from "vitest";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { allNetworks } from "../../src/disclosure/all-networks.ts";
import { policies } from "../../src/disclosure/policy.ts";
import { protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import type { ComparePage } from "../../src/release/catalogue.ts";
import { exactEstimates } from "../../src/release/exact-estimates.ts";
import { comparePage, exactFunnels } from "../../src/release/funnels.ts";
import { measureProgramme } from "../../src/release/measure-programme.ts";
import { duckDbEngine } from "../../src/warehouse/measure-engine.ts";
import oracle from "../fixtures/oracle/funnel.json" with { type: "json" };
import { openWarehouse } from "../programme-folder.ts";
import { ingestSmall } from "../small-programme.ts";

/** The networks of the oracle's funnel: of n people due, x are followed up; who they are differs by age alone. */
const { unit, x, n } = oracle.input.proportion;
const networks = unit.map((name, at) => ({ code: `U${10 + at}`, name, n: n[at] ?? 0, x: x[at] ?? 0 }));
const people = networks.flatMap(({ code, n: due, x: followed }) =>
  Array.from({ length: due }, (_, at) => ({
    code,
    id: `${code}-${at}`,
    followed: at < followed,
    // The old are followed up more often than others everywhere.
    born: at % 3 === 0 && at < followed ? "1940" : "1985",
    before: 50,
    gain: (at % 9) - 2,
  })),
);

let exact: ComparePage;
let released: ComparePage;
beforeAll(async () => {
  const profile = (identity: string, tables: Readonly<Record<string, unknown>>) => ({
    recognise: ["Client", identity],
    person: { local_id: "Client" },
    identifying: ["Client"],
    tables,
  });
  const { folder } = await ingestSmall(
    {
      referrals: {
        profile: profile("PCN", {
          person: { fields: { birth_year: { column: "Born", type: "birth_year" } } },
          referral: {
            fields: {
              source_referral_id: { column: "Ref", required: true },
              received_date: { column: "Received", type: "date" },
              pcn: "PCN",
            },
          },
        }),
        settings: { system: "case" },
        files: {
          "r.csv": [
            ["Client", "Ref", "Received", "PCN", "Born"],
            ...people.map(({ id, code, born }) => [id, `R${id}`, "01/02/2022", code, born]),
          ],
        },
      },
      scores: {
        profile: profile("Measure", {
          outcome: {
            fields: {
              instrument: { column: "Measure", type: "code", codes: "instrument" },
              stage: { column: "Stage", type: "code", codes: "outcome_stage" },
              date: { column: "Date", type: "date" },
              score: { column: "Score", type: "score" },
            },
          },
        }),
        settings: { system: "case" },
        files: {
          "s.csv": [
            ["Client", "Measure", "Date", "Stage", "Score"],
            ...people.flatMap(({ id, before, gain, followed }) => [
              [id, "PAM", "10/02/2022", "baseline", `${before}.0`],
              ...(followed ? [[id, "PAM", "10/05/2022", "follow up", `${before + gain}.0`]] : []),
            ]),
          ],
        },
      },
    },
    {
      areas: { version: "test", pcns: networks.map(({ code, name }) => ({ code, name })) },
      instruments: [
        {
          id: "pam",
          name: "PAM",
          short: "PAM",
          decimals: 1,
          range: [0, 100],
          better: "higher",
          pam_cut_points: "2010-style",
          meaningful_change: { points: 3, source: "a test" },
          follow_up: { from_days: 28, to_days: 365, due_after_days: 180 },
        },
      ],
    },
  );
  const { programme } = loadProgramme(folder);
  const database = await openWarehouse(folder);
  try {
    const rows = await measureProgramme(duckDbEngine(database), "w", programme, shippedCodeLists());
    const funnels = exactFunnels(rows, programme);
    const estimates = exactEstimates(rows, programme);
    const all = Unreleased.both(estimates, allNetworks(funnels, estimates));
    const page = (policy: (typeof policies)["none"]) =>
      comparePage(funnels, protectEstimates(all, policy), policy).value;
    exact = page(policies.none);
    released = page(policies["nhs-england"]);
  } finally {
    database.close();
  }
});

const funnel = (page: ComparePage, measure = "follow_up_rate") => {
  const found = page.funnels.find((one) => one.measure === measure);
  if (found === undefined) throw new Error(`No funnel of ${measure}.`);
  return found;
};

describe("networks of a programme, from exports to the release", () => {
  it("have the centre, φ, τ and outliers of FunnelPlotR on the same counts", () => {
    const peer = oracle.expected.proportion_FunnelPlotR;
    const made = funnel(exact);
    expect(made).toMatchObject({
      status: "published",
      units: 14,
      centre: Number(peer.target.toFixed(3)),
      phi: Number(peer.phi.toFixed(1)),
      tau: Number(Math.sqrt(peer.tau2).toFixed(3)),
      beyond_chance: true,
    });
    for (const [at, { code, n: due }] of networks.entries()) {
      const point = made.points.find(({ area }) => area === code);
      expect(point?.denominator).toBe(due);
      expect(point?.verdict === "inside" ? 0 : 1).toBe(peer.outlier_unadjusted95[at]);
      expect(point?.adjusted_verdict === "inside" ? 0 : 1).toBe(peer.outlier_od95[at]);
      expect(point?.adjusted_verdict?.endsWith("outer") ? 1 : 0).toBe(peer.outlier_od99_8[at]);
    }
  });

  it("are set against people of the same age, by hand", () => {
    const side = funnel(exact).case_mix;
    // Everybody born in 1940 is followed up; of the others so many as are left. All else is alike, or not known.
    const old = (code?: string) =>
      people.filter((one) => one.born === "1940" && (code === undefined || one.code === code)).length;
    const others = (networks.reduce((sum, one) => sum + one.x, 0) - old()) / (people.length - old());
    expect(side?.strata).toBe(2);
    for (const { code, n: due, x: followed } of networks) {
      const point = side?.points.find(({ area }) => area === code);
      const usual = (old(code) + (due - old(code)) * others) / due;
      expect(point?.expected).toBe(Number(usual.toFixed(3)));
      const value = Math.min(1, ((side?.centre ?? 0) * followed) / due / (point?.expected ?? 1));
      expect(point?.value).toBe(Number(value.toFixed(3)));
    }
  });

  it("have averages with limits, and no verdict on an outcome where fewer than 40% were followed up", () => {
    const change = funnel(exact, "mean_change");
    expect(change).toMatchObject({ kind: "mean", status: "published", units: 14 });
    const few = networks
      .filter(({ n: due, x: followed }) => Number((followed / due).toFixed(3)) < 0.4)
      .map(({ code }) => code);
    expect(few.length).toBeGreaterThan(0);
    for (const measure of ["mean_change", "share_improved"]) {
      for (const { area, verdict } of funnel(exact, measure).points) {
        expect(verdict === "few_followed").toBe(few.includes(area));
      }
    }
  });

  it("are never called outside under rounding where they are not, as they are or adjusted", () => {
    const sides = (page: ComparePage) => [funnel(page), funnel(page).case_mix];
    for (const [at, side] of sides(released).entries()) {
      for (const { area, verdict } of side?.points ?? []) {
        if (!/^(above|below)_/.test(verdict)) continue;
        const own = sides(exact)[at]?.points.find((point) => point.area === area);
        expect(own?.verdict.slice(0, 5)).toBe(verdict.slice(0, 5));
      }
    }
    expect(JSON.stringify(released)).not.toContain('"denominator":33,');
  });
});
