import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "../../src/disclosure/audit/audit-model.ts";
import type { Audit, Finding } from "../../src/disclosure/audit/audit-rows.ts";
import type { AuditRules } from "../../src/disclosure/audit/audit-rules.ts";
import { auditTables } from "../../src/disclosure/audit/audit-tables.ts";
import type { AuditInput, Codes, Figure } from "../../src/disclosure/audit/published-tables.ts";
import { loadSolver } from "../../src/release/lp-solver.ts";

const solve = await loadSolver();

/** Areas a1 to a3, of which the first two make a borough, by sex. */
const dimensions = {
  area: { leaves: ["a1", "a2", "a3"], groups: { borough: ["a1", "a2"] } },
  sex: { leaves: ["f", "m"] },
};
const areas = [undefined, "a1", "a2", "a3", "borough"];
const sexes = [undefined, "f", "m"];
const cells: readonly Codes[] = areas.flatMap((area) =>
  sexes.map((sex) => ({ ...(area && { area }), ...(sex && { sex }) })),
);
const leaves = dimensions.area.leaves.flatMap((area) => dimensions.sex.leaves.map((sex) => ({ area, sex })));

const isIn = (leaf: Codes, { area, sex }: Codes): boolean =>
  (area === undefined || area === leaf.area || (area === "borough" && leaf.area !== "a3")) &&
  (sex === undefined || sex === leaf.sex);

const countAt = (people: readonly number[], at: Codes): number =>
  leaves.reduce((sum, leaf, index) => sum + (isIn(leaf, at) ? (people[index] ?? 0) : 0), 0);

/** Every way in which up to `most` people can be spread over the six cells. */
function spreads(most: number, over = leaves.length): readonly (readonly number[])[] {
  if (over === 0) return [[]];
  return Array.from({ length: most + 1 }, (_, first) => first).flatMap((first) =>
    spreads(most - first, over - 1).map((rest) => [first, ...rest]),
  );
}

/** Half up, as published. */
const percentage = (part: number, of: number, decimals: number): number => {
  const steps = 10 ** decimals;
  return Math.floor((200 * part * steps + of) / (2 * of)) / steps;
};

/** Whether the people agree with a figure, by its definition alone. */
function agrees(people: readonly number[], figure: Figure): boolean {
  switch (figure.kind) {
    case "count": {
      const count = countAt(people, figure.at);
      const { rounding, value } = figure;
      return rounding === undefined ? count === value : roundTo(count, rounding.base) === value;
    }
    case "withheld": {
      const { lower, upper } = figure.prior ?? { lower: 0, upper: Number.POSITIVE_INFINITY };
      const count = countAt(people, figure.at);
      return count >= lower && count <= upper;
    }
    case "percentage": {
      // Either half: whether halves were rounded up or down is not known.
      const part = 200 * countAt(people, figure.at) * 10 ** figure.decimals;
      const twice = 2 * Math.round(figure.value * 10 ** figure.decimals);
      const of = countAt(people, figure.of);
      return part >= (twice - 1) * of && part <= (twice + 1) * of;
    }
    case "combination": {
      const sum = figure.terms.reduce((total, { at, times }) => total + times * countAt(people, at), 0);
      return sum >= figure.range.lower && sum <= figure.range.upper;
    }
  }
}

const roundTo = (count: number, base: number): number => Math.floor((count + base / 2) / base) * base;

const people = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 });
const cell = fc.constantFrom(...cells);

/** A figure of such people; `wrong` is added to a count, so that figures may contradict each other. */
const figureOf = (of: readonly number[], wrong: fc.Arbitrary<number>): fc.Arbitrary<Figure> => {
  const count = (base: number | undefined) =>
    fc.tuple(cell, wrong).map(([at, by]): Figure => {
      const value = Math.max(0, countAt(of, at) + by);
      return base === undefined
        ? { kind: "count", at, value }
        : { kind: "count", at, value: roundTo(value, base), rounding: { base, mode: "nearest" } };
    });
  return fc.oneof(
    { weight: 3, arbitrary: count(undefined) },
    { weight: 2, arbitrary: count(3) },
    {
      weight: 4,
      arbitrary: fc.tuple(cell, fc.nat(2), fc.nat(3)).map(
        ([at, below, above]): Figure => ({
          kind: "withheld",
          at,
          role: "primary",
          prior: { lower: Math.max(0, countAt(of, at) - below), upper: countAt(of, at) + above },
        }),
      ),
    },
    { weight: 2, arbitrary: cell.map((at): Figure => ({ kind: "withheld", at, role: "primary" })) },
    {
      weight: 1,
      arbitrary: fc.tuple(cell, fc.constantFrom("f", "m"), fc.nat(1)).map(([at, sex, decimals]): Figure => {
        const all = at.area === undefined ? {} : { area: at.area };
        const part = { ...all, sex };
        const total = countAt(of, all);
        return total === 0
          ? { kind: "count", at: all, value: 0 }
          : {
              kind: "percentage",
              at: part,
              of: all,
              decimals,
              value: percentage(countAt(of, part), total, decimals),
            };
      }),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(cell, cell, fc.nat(1)).map(([one, other, slack]): Figure => {
        const difference = countAt(of, one) - countAt(of, other);
        return {
          kind: "combination",
          terms: [
            { at: one, times: 1 },
            { at: other, times: -1 },
          ],
          range: { lower: difference - slack, upper: difference + slack },
        };
      }),
    },
  );
};

const release = (wrong: fc.Arbitrary<number>) =>
  people.chain((of) =>
    fc.array(figureOf(of, wrong), { minLength: 2, maxLength: 9 }).map((figures): AuditInput => {
      const total: Figure = { kind: "count", at: {}, value: countAt(of, {}) };
      return { dimensions, tables: [{ id: "t", figures: [total, ...figures] }] };
    }),
  );

const figuresOf = ({ tables }: AuditInput): readonly Figure[] => tables.flatMap(({ figures }) => figures);
const rules: AuditRules = { threshold: 4 };
/** Twice a2 and the women of a1 are 8: halves of people would leave room that whole ones do not. */
const HALVES: AuditInput = {
  dimensions,
  tables: [
    {
      id: "t",
      figures: [
        { kind: "count", at: {}, value: 13 },
        { kind: "withheld", at: { area: "a2" }, role: "primary", prior: { lower: 2, upper: 4 } },
        {
          kind: "combination",
          terms: [
            { at: { area: "a2" }, times: 1 },
            { at: { area: "a1", sex: "m" }, times: -1 },
          ],
          range: { lower: 0, upper: 0 },
        },
        { kind: "count", at: { area: "a3" }, value: 5 },
        { kind: "withheld", at: { area: "a1", sex: "f" }, role: "primary", prior: { lower: 1, upper: 4 } },
      ],
    },
  ],
};
const everything = { every: true, confirmUpTo: Number.POSITIVE_INFINITY };

function possibleSpreads(input: AuditInput): readonly (readonly number[])[] {
  const figures = figuresOf(input);
  const [total] = figures;
  const most = total?.kind === "count" ? total.value : 0;
  return spreads(most).filter((spread) => figures.every((figure) => agrees(spread, figure)));
}

/** What a finding may be, by trying every spread of people. */
function tried({ at, less }: Finding, possible: readonly (readonly number[])[]) {
  const counts = possible.map((spread) => countAt(spread, at) - (less ? countAt(spread, less.at) : 0));
  return {
    lower: counts.reduce((least, count) => Math.min(least, count), Number.POSITIVE_INFINITY),
    upper: counts.reduce((most, count) => Math.max(most, count), Number.NEGATIVE_INFINITY),
  };
}

describe("the audit of small tables, against trying every spread of people", () => {
  it.each([true, false])("bounds every count exactly (closed forms: %s)", async (closedForms) => {
    await fc.assert(
      fc.asyncProperty(release(fc.constant(0)), async (input) => {
        const possible = possibleSpreads(input);
        const audit = await auditTables(input, rules, solve, { ...everything, closedForms });
        expect(audit.possible).toBe(true);
        for (const finding of audit.findings) {
          expect(finding.interval, nameOf(finding.at)).toEqual(tried(finding, possible));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("says that figures contradict each other exactly where no people fit them", async () => {
    let contradictions = 0;
    await fc.assert(
      fc.asyncProperty(release(fc.integer({ min: -1, max: 1 })), async (input) => {
        const audit = await auditTables(input, rules, solve);
        const isPossible = possibleSpreads(input).length > 0;
        expect(audit.possible).toBe(isPossible);
        if (isPossible) return;
        contradictions++;
        expect(audit.contradiction.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
    expect(contradictions).toBeGreaterThan(10);
  });

  it("comes to the verdicts of the whole ranges where it works out no more than it needs", async () => {
    await fc.assert(
      fc.asyncProperty(release(fc.constant(0)), async (input) => {
        const verdicts = ({ findings }: Audit) => findings.map(({ verdict }) => verdict !== "safe");
        const all = await auditTables(input, rules, solve, everything);
        const needed = await auditTables(input, rules, solve);
        expect(verdicts(needed)).toEqual(verdicts(all));
        for (const [index, { certainty, interval }] of needed.findings.entries()) {
          const exact = all.findings[index]?.interval ?? { lower: Number.NaN, upper: Number.NaN };
          if (certainty === "exact") expect(interval).toEqual(exact);
          const [inner, outer] = certainty === "at least" ? [interval, exact] : [exact, interval];
          expect(outer.lower).toBeLessThanOrEqual(inner.lower);
          expect(outer.upper).toBeGreaterThanOrEqual(inner.upper);
        }
      }),
      { numRuns: 150, examples: [[HALVES]] },
    );
  });
});

describe("dimensions that are never combined", () => {
  const breakdowns = {
    area: { leaves: ["a1", "a2"] },
    sex: { leaves: ["f", "m"] },
    age: { leaves: ["young", "old"] },
  };
  const places = [{}, { area: "a1" }, { area: "a2" }];
  const at = fc
    .tuple(
      fc.constantFrom(...places),
      fc.constantFrom({}, { sex: "f" }, { sex: "m" }, { age: "young" }, { age: "old" }),
    )
    .map(([place, part]): Codes => ({ ...place, ...part }));
  const own = breakdowns.area.leaves.flatMap((area) =>
    breakdowns.sex.leaves.flatMap((sex) => breakdowns.age.leaves.map((age) => ({ area, sex, age }))),
  );
  const crossed = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 8, maxLength: 8 }).chain((of) =>
    fc.array(fc.tuple(at, fc.nat(2)), { minLength: 4, maxLength: 14 }).map((chosen): readonly Figure[] =>
      chosen.map(([codes, kind]) => {
        const value = own.reduce((sum, leaf, index) => {
          const here = Object.entries(codes).every(
            ([name, code]) => leaf[name as keyof typeof leaf] === code,
          );
          return sum + (here ? (of[index] ?? 0) : 0);
        }, 0);
        if (kind === 0) return { kind: "withheld", at: codes, role: "primary" };
        if (kind === 1) return { kind: "count", at: codes, value };
        return { kind: "count", at: codes, value: roundTo(value, 5), rounding: { base: 5, mode: "nearest" } };
      }),
    ),
  );

  it("are bounded as if they were all crossed", async () => {
    await fc.assert(
      fc.asyncProperty(crossed, async (figures) => {
        const tables = [{ id: "t", figures }];
        const options = { ...everything, mostCombinations: 0 };
        const whole = await auditTables({ dimensions: breakdowns, tables }, rules, solve, options);
        const apart = await auditTables(
          {
            dimensions: breakdowns,
            tables,
            crossings: [
              ["area", "sex"],
              ["area", "age"],
            ],
          },
          rules,
          solve,
          options,
        );
        const described = ({ findings }: Audit) =>
          findings
            .map(({ kind, at: codes, less, interval }) =>
              JSON.stringify([kind, nameOf(codes), less ? nameOf(less.at) : "", interval]),
            )
            .sort();
        expect(apart.possible).toBe(true);
        expect(described(apart)).toEqual(described(whole));
      }),
      { numRuns: 100 },
    );
  });
});
