import { describe, expect, it } from "vitest";
import { type AuditRules, type TargetKind, verdictOf } from "../../src/disclosure/audit/audit-rules.ts";
import { auditTables } from "../../src/disclosure/audit/audit-tables.ts";
import { rangeOfCount, sharesOfPercentage } from "../../src/disclosure/audit/figure-range.ts";
import type { Solve } from "../../src/disclosure/audit/linear-program.ts";
import type { AuditInput, Figure, Rounding } from "../../src/disclosure/audit/published-tables.ts";
import { loadSolver } from "../../src/release/lp-solver.ts";
import { shown, table, withheld } from "./audit-support.ts";

const solve = await loadSolver();
/** No linear program may be needed. */
const noSolver: Solve = () => Promise.reject(new Error("A solver was asked for."));

/** 1 to 7 withheld and said to be that, others rounded to 5, a true 0 shown; four numbers must be left. */
const hospital: AuditRules = {
  threshold: 8,
  minWidth: 3,
  minWidthComplementary: 4,
  symbolPrior: { lower: 1, upper: 7 },
  shownMin: 8,
  zeroExact: true,
};
const nearest5: Rounding = { base: 5, mode: "nearest" };
const rounded = (at: Readonly<Record<string, string>>, value: number): Figure => ({
  kind: "count",
  at,
  value,
  rounding: nearest5,
});

describe("what a figure says of its count", () => {
  it.each([
    [55, nearest5, { lower: 53, upper: 57 }],
    [10, nearest5, { lower: 8, upper: 12 }],
    [0, nearest5, { lower: 0, upper: 0 }],
    [20, { base: 10, mode: "nearest" } as const, { lower: 15, upper: 24 }],
    // Midpoint 6: 1 to 6 as 3, 7 to 12 as 9.
    [3, { base: 6, mode: "midpoint" } as const, { lower: 1, upper: 6 }],
    [9, { base: 6, mode: "midpoint" } as const, { lower: 7, upper: 12 }],
    [0, { base: 6, mode: "midpoint" } as const, { lower: 0, upper: 0 }],
  ])("%d rounded", (value, rounding, range) => {
    const rules = rounding === nearest5 ? hospital : { threshold: 8 };
    expect(rangeOfCount({ kind: "count", at: {}, value, rounding }, rules)).toEqual(range);
  });

  it("lets a rounded 0 stand for a few where nothing says otherwise", () => {
    const figure = { kind: "count", at: {}, value: 0, rounding: nearest5 } as const;
    expect(rangeOfCount(figure, { zeroExact: false })).toEqual({ lower: 0, upper: 2 });
  });

  it("takes 42.9 % as 42.85 % to 42.95 % in whole numbers", () => {
    const { least, most } = sharesOfPercentage({ value: 42.9, decimals: 1 });
    expect(-least.all / least.counted).toBeCloseTo(0.4285, 12);
    expect(-most.all / most.counted).toBeCloseTo(0.4295, 12);
    expect([least, most].flatMap(Object.values).every(Number.isInteger)).toBe(true);
  });
});

describe("the verdict on a range", () => {
  const symbol = { lower: 1, upper: 7 };
  it.each([
    ["primary", 1, 7, symbol, "safe"],
    ["primary", 4, 7, symbol, "safe"],
    ["primary", 5, 7, symbol, "narrow"],
    ["primary", 3, 3, symbol, "exact"],
    // Its symbol does not say that it is small, so nothing else may.
    ["primary", 0, 7, { lower: 0, upper: 1000 }, "small"],
    ["primary", 0, 8, { lower: 0, upper: 1000 }, "safe"],
    ["complementary", 20, 24, { lower: 0, upper: 1000 }, "safe"],
    ["complementary", 20, 23, { lower: 0, upper: 1000 }, "narrow"],
    ["complementary", 20, 20, { lower: 0, upper: 1000 }, "exact"],
    // Nobody said that a difference is small; but it may be nobody, or more.
    ["difference", 0, 3, undefined, "safe"],
    ["difference", 3, 8, undefined, "safe"],
    ["difference", 3, 5, undefined, "narrow"],
    ["difference", 1, 7, undefined, "safe"],
  ] as const)("%s of %d to %d", (kind: TargetKind, lower, upper, prior, verdict) => {
    expect(verdictOf(kind, { lower, upper }, prior, hospital)).toBe(verdict);
  });

  it("asks nothing of complementary counts unless told to", () => {
    expect(verdictOf("complementary", { lower: 20, upper: 20 }, undefined, { threshold: 5 })).toBe("safe");
  });

  it("takes the threshold for the width where none is given, and no more than the symbol leaves open", () => {
    const rules = { threshold: 8 };
    expect(verdictOf("primary", { lower: 1, upper: 7 }, symbol, rules)).toBe("safe");
    expect(verdictOf("primary", { lower: 1, upper: 6 }, symbol, rules)).toBe("narrow");
    expect(verdictOf("primary", { lower: 0, upper: 7 }, undefined, rules)).toBe("narrow");
  });
});

const borough = {
  area: { leaves: ["A", "B", "C"] },
  sex: { leaves: ["f", "m"] },
};

describe("attacks", () => {
  it("total less parts: an extra exact total in another table reveals a withheld count, and both are named", async () => {
    const networks = table("networks", [
      rounded({ area: "A" }, 20),
      rounded({ area: "B" }, 15),
      withheld({ area: "C" }),
      rounded({}, 45),
    ]);
    // 43 to 47 less 18–22 and 13–17 leave 4 to 7; of exactly 46 at least 7 are left.
    const safe = await auditTables({ dimensions: borough, tables: [networks] }, hospital, solve);
    expect(safe.leaks).toEqual([]);
    const tables = [networks, table("planted", [shown({}, 46)])];
    const planted = await auditTables({ dimensions: borough, tables }, hospital, solve);
    expect(planted.leaks).toMatchObject([
      { at: { area: "C" }, interval: { lower: 7, upper: 7 }, verdict: "exact" },
    ]);
    expect(planted.leaks[0]?.because).toEqual(
      expect.arrayContaining(["networks: area A", "networks: area B", "planted: all"]),
    );
  });

  it("a percentage of true counts pins the few who are left out", async () => {
    const figures = [rounded({ area: "A" }, 45), rounded({ area: "A", sex: "f" }, 40)];
    const safe = await auditTables({ dimensions: borough, tables: [table("t", figures)] }, hospital, solve);
    expect(safe.leaks).toEqual([]);
    // 88.9 % is 40 of 45 and nothing else of 38–42 in 43–47: five men.
    const share: Figure = {
      kind: "percentage",
      at: { area: "A", sex: "f" },
      of: { area: "A" },
      value: 88.9,
      decimals: 1,
    };
    const leaky = await auditTables(
      { dimensions: borough, tables: [table("t", figures), table("shares", [share])] },
      hospital,
      solve,
    );
    expect(leaky.leaks).toMatchObject([
      { at: { area: "A", sex: "m" }, interval: { lower: 5, upper: 5 }, verdict: "exact" },
    ]);
    expect(leaky.leaks[0]?.because).toContain("shares: area A, sex f (percentage)");
  });

  it("a project that is its network less three people", async () => {
    const dimensions = { place: { leaves: ["project", "rest"], groups: { network: ["project", "rest"] } } };
    const of = (figures: readonly Figure[]) =>
      auditTables({ dimensions, tables: [table("people", figures)] }, hospital, solve, {
        mostCombinations: 0,
      });
    const exact = await of([shown({ place: "network" }, 53), shown({ place: "project" }, 50)]);
    expect(exact.leaks).toMatchObject([
      {
        kind: "difference",
        at: { place: "network" },
        less: { at: { place: "project" } },
        interval: { lower: 3, upper: 3 },
      },
    ]);
    expect(exact.combinationsChecked).toBe(false);
    // 53–57 less 48–52 may be 1 to 9.
    const inFives = await of([rounded({ place: "network" }, 55), rounded({ place: "project" }, 50)]);
    expect(inFives.leaks).toEqual([]);
  });

  it("few people in many cells: a total of the fewest or the most that the symbols allow gives each away", async () => {
    const dimensions = { area: { leaves: ["A", "B", "C", "D", "E"] } };
    const figures = dimensions.area.leaves.map((area) => withheld({ area }));
    for (const [total, each] of [
      [5, 1],
      [35, 7],
    ] as const) {
      const input = { dimensions, tables: [table("t", [...figures, shown({}, total)])] };
      const { leaks } = await auditTables(input, hospital, solve);
      expect(leaks.map(({ interval }) => interval)).toEqual(
        figures.map(() => ({ lower: each, upper: each })),
      );
    }
    const input = { dimensions, tables: [table("t", [...figures, shown({}, 20)])] };
    expect((await auditTables(input, hospital, solve)).leaks).toEqual([]);
  });

  it("overlapping areas, cut into parts that do not overlap", async () => {
    // The project takes in network A and part of B: 60 + 30 − 27 = 63 people are in either.
    const dimensions = {
      place: {
        leaves: ["A", "B in", "B out"],
        groups: { B: ["B in", "B out"], project: ["A", "B in"] },
      },
    };
    const figures = [shown({ place: "A" }, 60), shown({ place: "B" }, 30), shown({ place: "project" }, 87)];
    const { leaks } = await auditTables({ dimensions, tables: [table("t", figures)] }, hospital, solve);
    expect(leaks).toMatchObject([{ at: { place: "B out" }, interval: { lower: 3, upper: 3 } }]);
  });

  it("someone who knows one corner of a rectangle", async () => {
    const tables = [
      table("t", [
        withheld({ area: "A", sex: "f" }),
        withheld({ area: "A", sex: "m" }, "complementary"),
        withheld({ area: "B", sex: "f" }, "complementary"),
        withheld({ area: "B", sex: "m" }, "complementary"),
        shown({ area: "C", sex: "f" }, 30),
        shown({ area: "C", sex: "m" }, 31),
        shown({ area: "A" }, 25),
        shown({ area: "B" }, 26),
        shown({ sex: "f" }, 54),
        shown({ sex: "m" }, 58),
      ]),
    ];
    const rules = { threshold: 5 };
    const outside = await auditTables({ dimensions: borough, tables }, rules, solve);
    expect(outside.leaks).toEqual([]);
    const knowledge = [shown({ area: "B", sex: "f" }, 21)];
    const inside = await auditTables({ dimensions: borough, tables, knowledge }, rules, solve);
    expect(inside.leaks).toMatchObject([
      { at: { area: "A", sex: "f" }, interval: { lower: 3, upper: 3 }, verdict: "exact" },
    ]);
    expect(inside.leaks[0]?.because).toContain("knowledge: area B, sex f");
  });

  it("a difference that is printed as such", async () => {
    const growth: Figure = {
      kind: "combination",
      terms: [
        { at: { area: "A" }, times: 1 },
        { at: { area: "B" }, times: -1 },
      ],
      range: { lower: 17, upper: 17 },
    };
    const figures = [shown({ area: "A" }, 20), withheld({ area: "B" }), growth];
    const { leaks } = await auditTables(
      { dimensions: borough, tables: [table("t", figures)] },
      hospital,
      solve,
    );
    expect(leaks).toMatchObject([{ at: { area: "B" }, interval: { lower: 3, upper: 3 } }]);
  });

  it("two breakdowns that are never combined, where the total of one completes the other", async () => {
    const dimensions = { ...borough, age: { leaves: ["young", "old"] } };
    const figures = [
      withheld({ area: "A", sex: "f" }),
      shown({ area: "A", sex: "m" }, 20),
      shown({ area: "A", age: "young" }, 13),
      shown({ area: "A", age: "old" }, 11),
    ];
    const input: AuditInput = {
      dimensions,
      tables: [table("t", figures)],
      crossings: [
        ["area", "sex"],
        ["area", "age"],
      ],
    };
    const { leaks } = await auditTables(input, hospital, solve);
    expect(leaks).toMatchObject([{ at: { area: "A", sex: "f" }, interval: { lower: 4, upper: 4 } }]);
    expect(leaks[0]?.because).toEqual(expect.arrayContaining(["t: area A, age young", "t: area A, age old"]));
  });
});

describe("contradictions", () => {
  it("are named by the figures that contradict each other, and no others", async () => {
    const figures = [
      shown({ area: "A" }, 10),
      shown({ area: "B" }, 20),
      shown({ sex: "f" }, 40),
      withheld({ area: "C", sex: "f" }),
    ];
    const audit = await auditTables(
      { dimensions: borough, tables: [table("t", figures), table("total", [shown({}, 25)])] },
      { threshold: 5 },
      solve,
    );
    expect(audit.possible).toBe(false);
    expect(audit.findings).toEqual([]);
    expect(audit.contradiction.length).toBeGreaterThan(1);
    expect(audit.contradiction).toContain("total: all");
    expect(audit.contradiction).not.toContain("t: area C, sex f (withheld)");
  });

  it("are found where only whole people contradict: 42.9 % of 13", async () => {
    const share: Figure = { kind: "percentage", at: { sex: "f" }, of: {}, value: 42.9, decimals: 1 };
    const figures = [shown({}, 13), withheld({ sex: "f" }), share];
    const audit = await auditTables({ dimensions: borough, tables: [table("t", figures)] }, hospital, solve);
    expect(audit.possible).toBe(false);
    expect(audit.contradiction).toContain("t: sex f (percentage)");
  });

  it("are found where a zero leaves nobody for a withheld count", async () => {
    const figures = [shown({ area: "A" }, 0), withheld({ area: "A", sex: "f" })];
    const audit = await auditTables(
      { dimensions: borough, tables: [table("t", figures)] },
      hospital,
      noSolver,
    );
    expect(audit).toMatchObject({ possible: false, contradiction: ["t: area A, sex f (withheld)"] });
  });
});

describe("how a bound is found", () => {
  it("without a solver in a hierarchy, however large", async () => {
    const networks = Array.from({ length: 1250 }, (_, index) => `n${index}`);
    const groups = Object.fromEntries(
      Array.from({ length: 42 }, (_, index) => [
        `board${index}`,
        networks.filter((_n, at) => at % 42 === index),
      ]),
    );
    const sizes = new Map(networks.map((name, index) => [name, index % 5 === 0 ? 3 : 40]));
    const figures = [
      ...networks.map((area) => (sizes.get(area) === 3 ? withheld({ area }) : rounded({ area }, 40))),
      ...Object.entries(groups).map(([area, members]) => {
        const people = members.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
        return rounded({ area }, 5 * Math.round(people / 5));
      }),
    ];
    const input = { dimensions: { area: { leaves: networks, groups } }, tables: [table("t", figures)] };
    const audit = await auditTables(input, hospital, noSolver);
    expect(audit.possible).toBe(true);
    expect(audit.leaks).toEqual([]);
    expect(audit.closedForm).toBe(audit.findings.length);
    expect(audit.findings.filter(({ kind }) => kind === "primary")).toHaveLength(250);
    expect(audit.findings.every(({ certainty }) => certainty === "exact")).toBe(true);
  });

  it("by the solver for a group that cuts across a hierarchy", async () => {
    // x + y = 5 − z is at least 3 though either may be nobody, and w is 1: 4 to 6 are in x, y or w.
    const dimensions = {
      area: {
        leaves: ["x", "y", "z", "w", "c"],
        groups: { north: ["x", "y", "z"], across: ["x", "y", "w"] },
      },
    };
    const any = { lower: 0, upper: Number.POSITIVE_INFINITY };
    const upTo = (area: string, upper: number): Figure => ({
      kind: "withheld",
      at: { area },
      role: "complementary",
      prior: { ...any, upper },
    });
    const figures: readonly Figure[] = [
      shown({ area: "north" }, 5),
      upTo("x", 100),
      upTo("y", 100),
      upTo("z", 2),
      shown({ area: "w" }, 1),
      upTo("c", 50),
      { kind: "combination", terms: [{ at: {}, times: 1 }], range: { lower: 50, upper: 100 } },
    ];
    const audit = await auditTables({ dimensions, tables: [table("t", figures)] }, { threshold: 5 }, solve, {
      every: true,
    });
    const across = audit.findings.find(({ at }) => at.area === "across");
    expect(across).toMatchObject({ interval: { lower: 4, upper: 6 }, certainty: "exact" });
  });

  it("in any numbers above the limit, and says so", async () => {
    // 42.9 % of 13 to 17 is 5.6 to 7.3: 6 or 7 in any numbers, 6 in whole ones.
    const share: Figure = { kind: "percentage", at: { sex: "f" }, of: {}, value: 42.9, decimals: 1 };
    const input = {
      dimensions: borough,
      tables: [table("t", [rounded({}, 15), withheld({ sex: "f" }), share])],
    };
    const find = async (integersUpTo: number) => {
      const rules = { ...hospital, minWidth: 1 };
      const audit = await auditTables(input, rules, solve, { every: true, integersUpTo });
      const found = audit.findings.find(({ kind }) => kind === "primary");
      return { leaks: audit.leaks.length, checked: audit.integerChecked, interval: found?.interval };
    };
    expect(await find(600)).toEqual({ leaks: 1, checked: true, interval: { lower: 6, upper: 6 } });
    expect((await find(1)).checked).toBe(false);
  });

  it("merges what nothing published tells apart", async () => {
    const many = Array.from({ length: 500 }, (_, index) => `p${index}`);
    const dimensions = { area: { leaves: many, groups: { north: many.slice(0, 200) } } };
    const input = { dimensions, tables: [table("t", [shown({}, 90), withheld({ area: "north" })])] };
    const audit = await auditTables(input, hospital, solve, { mostCombinations: 0 });
    expect(audit.columns).toBe(2);
  });

  it("tells how far it is", async () => {
    const seen: (readonly number[])[] = [];
    const input = { dimensions: borough, tables: [table("t", [withheld({ area: "A" }), shown({}, 20)])] };
    const audit = await auditTables(input, hospital, solve, {
      onProgress: (done, of) => seen.push([done, of]),
    });
    const of = audit.findings.length;
    expect(seen).toEqual(Array.from({ length: of }, (_, index) => [index + 1, of]));
  });
});

describe("tables that cannot be audited", () => {
  const audit = (input: AuditInput) => auditTables(input, hospital, noSolver);

  it("name a code that no dimension has", async () => {
    const tables = [table("t", [shown({ area: "Z" }, 10)])];
    await expect(audit({ dimensions: borough, tables })).rejects.toThrow(/AUDIT_CODE_UNKNOWN "Z" .* area/);
  });

  it("name dimensions that a figure combines and no crossing does", async () => {
    const tables = [table("t", [shown({ area: "A", sex: "f" }, 10)])];
    await expect(audit({ dimensions: borough, tables, crossings: [["area"], ["sex"]] })).rejects.toThrow(
      /AUDIT_DIMENSIONS_APART .* area and sex/,
    );
  });

  it("name dimensions that make too many cells", async () => {
    const leaves = Array.from({ length: 2100 }, (_, index) => `${index}`);
    const dimensions = { one: { leaves }, other: { leaves } };
    const figures = leaves.flatMap((code) => [shown({ one: code }, 10), shown({ other: code }, 10)]);
    await expect(audit({ dimensions, tables: [table("t", figures)] })).rejects.toThrow(
      /AUDIT_TOO_LARGE .* one × other make 4410000 cells/,
    );
  });
});
