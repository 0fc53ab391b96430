import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import {
  type ExactPlaceWindow,
  releaseComparedChanges,
} from "../../src/disclosure/release-compared-changes.ts";
import { Released, Unreleased } from "../../src/disclosure/sealed.ts";
import { comparisonAnswer } from "../../src/findings/comparison-words.ts";
import { isApart } from "../../src/findings/sided-words.ts";
import { besideTogether } from "../../src/release/beside-together.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { type Random, seededRandom } from "../../src/sample/random.ts";
import { roundCount } from "../../src/statistics/round-count.ts";
import { wilsonInterval } from "../../src/statistics/wilson-interval.ts";
import { catalogue as example, row } from "../unit/reports-support.ts";

const nhs = policies["nhs-england"];
const TIMES = 4000;
/** More people after than before, as in a service that grows. */
const GROWTH = 1.3;
const [first] = example.measures;
if (first === undefined) throw new Error("No measure.");
const catalogue: Catalogue = {
  ...example,
  measures: [{ ...first, id: "share_men", title: "Men", kind: "proportion" }],
};
const project: Catalogue["projects"][number] = {
  id: "P1",
  name: "First",
  question: "Do more men come?",
  borough: "B1",
  service: "S1",
  target_label: null,
  comparator_label: "Networks without a project",
  measures: [{ measure: "share_men", instrument: "" }],
  context: [],
  grant: null,
  windows: [],
};

interface Truth {
  /** Share before, and what it gains in every network and in the project alone. */
  readonly share: number;
  readonly common: number;
  readonly effect: number;
  /** Standard deviation of what networks gain by themselves. */
  readonly drift: number;
  readonly people: readonly [number, number];
  /** People of the project, of those of a network. */
  readonly size?: number;
  readonly networks: number;
}

function count(random: Random, people: number, share: number): ExactPlaceWindow {
  let part = 0;
  for (let one = 0; one < people; one++) part += random.chance(share) ? 1 : 0;
  return { part, whole: people, people: [part, people - part] };
}

function place(random: Random, truth: Truth, effect: number, size = 1) {
  const people = Math.round(size * random.int(...truth.people));
  const gain = truth.common + effect + truth.drift * random.normal();
  return {
    before: count(random, people, truth.share),
    after: count(random, Math.round(people * GROWTH), Math.min(0.97, Math.max(0.02, truth.share + gain))),
  };
}

/** One drawn programme: what is released of it, and what of its networks is not. */
function drawn(random: Random, truth: Truth) {
  const own = place(random, truth, truth.effect, truth.size);
  const networks = Array.from({ length: truth.networks }, () => place(random, truth, 0));
  const sum = (window: "before" | "after", key: "part" | "whole") =>
    networks.reduce((all, one) => all + one[window][key], 0);
  const released = (area_type: string, period: string, part: number, whole: number) => {
    const [numerator, denominator] = [roundCount(part, nhs), roundCount(whole, nhs)];
    const value = numerator / denominator;
    const { lower, upper } = wilsonInterval(numerator, denominator);
    const parts = {
      ...{ area_type, area: "P1", period_type: "window", period, numerator, denominator, value },
      ...{ lower, upper, level: 0.95 },
    };
    return row({ measure: "share_men", ...parts }) as ReleasedEstimate;
  };
  const rows = (["before", "after"] as const).flatMap((window) => [
    released("project", window, own[window].part, own[window].whole),
    released("comparator", window, sum(window, "part"), sum(window, "whole")),
  ]);
  return { rows, networks };
}

/** The first sentence on one drawn programme. */
function headline(random: Random, truth: Truth): string {
  const { rows, networks } = drawn(random, truth);
  const exact = {
    project: "P1",
    measure: "share_men",
    instrument: "",
    kind: "share" as const,
    decimals: 0,
    networks,
  };
  const [compared = null] = releaseComparedChanges(new Unreleased([exact]), Released.mark(rows), nhs).value;
  return comparisonAnswer({ project, compared, quarters: [] }, catalogue)[0] ?? "";
}

/** Percent of drawn programmes of which it is said that the project changed more than networks usually differ, and which way. */
function claims(what: string, truth: Truth) {
  const random = seededRandom(20_221_001);
  const all = Array.from({ length: TIMES }, () => headline(random, truth));
  const said = all.filter((text) => text.includes("more than these networks usually differ"));
  const percent = (texts: readonly string[]) => (100 * texts.length) / TIMES;
  const [higher, lower] = [/ higher here than/, / lower here than/].map((side) =>
    percent(said.filter((text) => side.test(text))),
  );
  console.log(`${what}: ${percent(said).toFixed(1)} % said, ${higher} % higher, ${lower} % lower`);
  return { said: percent(said), higher: higher ?? 0, lower: lower ?? 0 };
}

const USUAL: Truth = { share: 0.4, common: 0, effect: 0, drift: 0, people: [90, 180], networks: 8 };
/** 5 in 100 and three Monte Carlo standard errors. */
const MOST = 5 + 3 * Math.sqrt((5 * 95) / TIMES);

describe("where a project does what its networks do", () => {
  it.each<[string, Partial<Truth>]>([
    ["nothing changes", {}],
    ["all networks gain ten points", { common: 0.1 }],
    ["networks go their own way", { drift: 0.05 }],
    ["there are twenty networks", { networks: 20, drift: 0.03 }],
    ["the project has half the people of a network", { size: 0.5 }],
    ["the project has twice the people of a network", { size: 2 }],
    ["few people are counted, and some networks are left out", { share: 0.13, people: [80, 130] }],
  ])("a difference is claimed at most 5 times in 100 if %s", (what, more) => {
    expect(claims(what, { ...USUAL, ...more }).said).toBeLessThanOrEqual(MOST);
  });
});

describe("where networks can only be taken together", () => {
  const firstLooks = (truth: Truth) => {
    const random = seededRandom(20_221_002);
    const found = Array.from({ length: TIMES }, () => besideTogether(project, drawn(random, truth).rows));
    const share = (100 * found.filter((one) => one !== null && isApart(one)).length) / TIMES;
    console.log(`networks that drift by ${truth.drift}: ${share.toFixed(1)} % lie apart`);
    return share;
  };

  it("a change lies apart at most 5 times in 100 where networks do not go their own way", () => {
    expect(firstLooks(USUAL)).toBeLessThanOrEqual(MOST);
    expect(firstLooks({ ...USUAL, common: 0.1 })).toBeLessThanOrEqual(MOST);
  });

  it("and more often where they do, as the Methods page says: so it is a first look at most", () => {
    expect(firstLooks({ ...USUAL, drift: 0.03 })).toBeLessThan(10);
    expect(firstLooks({ ...USUAL, drift: 0.05 })).toBeGreaterThan(MOST);
  });
});

describe("where a project gains", () => {
  it("a planted gain is found with its sign, and next to never with the other", () => {
    const found = claims("20 points planted", { ...USUAL, effect: 0.2, drift: 0.03 });
    expect(found.higher).toBeGreaterThan(60);
    expect(found.lower).toBeLessThan(0.5);
    const fall = claims("a fall of 20 points planted", { ...USUAL, effect: -0.2, drift: 0.03 });
    expect(fall.lower).toBeGreaterThan(60);
    expect(fall.higher).toBeLessThan(0.5);
  });
});
