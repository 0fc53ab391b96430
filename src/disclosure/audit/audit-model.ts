import type { AuditRules, TargetKind } from "./audit-rules.ts";
import { type CrossClassification, crossClassify } from "./cross-classification.ts";
import { rangeOfCount, rangeOfWithheld, sharesOfPercentage } from "./figure-range.ts";
import type { Interval } from "./interval.ts";
import { columnsOf, mergeColumns } from "./merge-columns.ts";
import { containedIn } from "./nested-sets.ts";
import type { AuditInput, Codes, Figure, WithheldCount } from "./published-tables.ts";

/** A published figure as a sum of multiples of sets of columns within bounds. */
export interface ModelRow {
  readonly terms: readonly { readonly columns: readonly number[]; readonly times: number }[];
  readonly lower: number;
  readonly upper: number;
  /** The table and cell it was printed in; empty: agreement of two classifications of the same people. */
  readonly name: string;
}

/** A count that must not be worked out: a sum of columns. */
export interface Target {
  readonly kind: TargetKind;
  readonly columns: readonly number[];
  readonly table: string;
  readonly at: Codes;
  /** What `at` is lessened by, for a difference. */
  readonly less?: { readonly table: string; readonly at: Codes };
  readonly prior?: Interval;
}

export interface AuditModel {
  readonly columns: number;
  readonly rows: readonly ModelRow[];
  readonly targets: readonly Target[];
  /** False: there were more combinations that nobody printed than asked for. */
  readonly combinationsChecked: boolean;
}

interface DraftRow extends Omit<ModelRow, "terms"> {
  readonly terms: readonly { readonly at: Codes; readonly times: number }[];
  readonly table: string;
  readonly withheld?: WithheldCount;
}

interface Placed {
  readonly atoms: Int32Array;
  readonly times: number;
}

/**
 * Turns what is published into rows over the fewest columns, and lists the counts to be judged: each withheld one, each
 * combination of codes that nobody printed (up to so many), and each published count less one that it contains.
 */
export function auditModel(input: AuditInput, rules: AuditRules, mostCombinations: number): AuditModel {
  const drafts = [
    ...input.tables.flatMap(({ id, figures }) => figures.flatMap((figure) => draftsOf(id, figure, rules))),
    ...(input.knowledge ?? []).flatMap((figure) => draftsOf("knowledge", figure, rules)),
  ];
  const printed = drafts.flatMap(({ terms }) => terms.map(({ at }) => at));
  const unprinted = combinationsOf(input, mostCombinations);
  const classes = crossClassify(input, [...printed, ...(unprinted ?? [])]);
  const placed = drafts.flatMap((draft) =>
    classes
      .crossingsOf(draft.terms.map(({ at }) => at))
      .map((crossing, copy) => ({ draft, copy, terms: place(classes, crossing, draft.terms) })),
  );
  const agreeing = agreements(classes);
  const asked = (unprinted ?? []).map((at) => ({
    at,
    atoms: classes.atomsOf(classes.crossingsOf([at])[0] ?? 0, at),
  }));
  const merged = mergeColumns(classes.atoms, [
    ...placed.flatMap(({ terms }) => terms.map(({ atoms }) => atoms)),
    ...agreeing.flatMap((terms) => terms.map(({ atoms }) => atoms)),
    ...asked.map(({ atoms }) => atoms),
  ]);
  const columns = (terms: readonly Placed[]) =>
    terms.map(({ atoms, times }) => ({ columns: columnsOf(atoms, merged), times }));
  const rows = placed.map(({ draft, copy, terms }) => ({ draft, copy, terms: columns(terms) }));
  return {
    columns: merged.count,
    rows: [
      ...rows.map(({ draft: { lower, upper, name }, terms }) => ({ terms, lower, upper, name })),
      ...agreeing.map((terms) => ({ terms: columns(terms), lower: 0, upper: 0, name: "" })),
    ],
    targets: targetsOf(
      rows,
      asked.map(({ at, atoms }) => ({ at, columns: columnsOf(atoms, merged) })),
    ),
    combinationsChecked: unprinted !== undefined,
  };
}

function draftsOf(table: string, figure: Figure, rules: AuditRules): readonly DraftRow[] {
  const row = (terms: DraftRow["terms"], range: Interval, name: string): DraftRow => ({
    terms,
    ...range,
    name: `${table}: ${name}`,
    table,
  });
  switch (figure.kind) {
    case "count":
      return [row([{ at: figure.at, times: 1 }], rangeOfCount(figure, rules), nameOf(figure.at))];
    case "withheld": {
      const range = rangeOfWithheld(figure, rules);
      const terms = [{ at: figure.at, times: 1 }];
      return [{ ...row(terms, range, `${nameOf(figure.at)} (withheld)`), withheld: figure }];
    }
    case "percentage": {
      const { least, most } = sharesOfPercentage(figure);
      const name = `${nameOf(figure.at)} (percentage)`;
      return [least, most].map(({ counted, all }) =>
        row(
          [
            { at: figure.at, times: counted },
            { at: figure.of, times: all },
          ],
          { lower: 0, upper: Number.POSITIVE_INFINITY },
          name,
        ),
      );
    }
    case "combination":
      return [row(figure.terms, figure.range, figure.terms.map(({ at }) => nameOf(at)).join(" and "))];
  }
}

/** Codes in words, such as `pcn A, sex F`. */
export const nameOf = (at: Codes): string =>
  Object.entries(at)
    .map(([dimension, code]) => `${dimension} ${code}`)
    .join(", ") || "all";

const place = (classes: CrossClassification, crossing: number, terms: DraftRow["terms"]): readonly Placed[] =>
  terms.map(({ at, times }) => ({ atoms: classes.atomsOf(crossing, at), times }));

/** Each crossing counts the same people by the dimensions that all share. */
function agreements(classes: CrossClassification): readonly (readonly Placed[])[] {
  if (classes.crossings === 1) return [];
  const others = Array.from({ length: classes.crossings - 1 }, (_, index) => index + 1);
  return classes.sharedCells().flatMap((cell) =>
    others.map((crossing) => [
      { atoms: classes.atomsOf(0, cell), times: 1 },
      { atoms: classes.atomsOf(crossing, cell), times: -1 },
    ]),
  );
}

/** Every combination of codes, a dimension left out standing for all of it; undefined where there are too many. */
function combinationsOf({ dimensions, crossings }: AuditInput, most: number): readonly Codes[] | undefined {
  const codesOf = (name: string): readonly (string | undefined)[] => {
    const { leaves = [], groups = {} } = dimensions[name] ?? {};
    return [undefined, ...leaves, ...Object.keys(groups)];
  };
  const found = new Map<string, Codes>();
  for (const names of crossings ?? [Object.keys(dimensions)]) {
    const count = names.reduce((product, name) => product * codesOf(name).length, 1);
    if (count + found.size > most) return undefined;
    let cells: Codes[] = [{}];
    for (const name of names) {
      cells = cells.flatMap((cell) =>
        codesOf(name).map((code) => (code === undefined ? cell : { ...cell, [name]: code })),
      );
    }
    for (const cell of cells) found.set(nameOf(cell), cell);
  }
  return [...found.values()];
}

interface CountedRow {
  readonly draft: DraftRow;
  /** 0 for the first classification that the figure is counted in; it is the same count in each. */
  readonly copy: number;
  readonly terms: readonly { readonly columns: readonly number[]; readonly times: number }[];
}

function targetsOf(
  rows: readonly CountedRow[],
  asked: readonly { readonly at: Codes; readonly columns: readonly number[] }[],
): readonly Target[] {
  const counts = rows.flatMap(({ draft, copy, terms: [term, another] }) =>
    term !== undefined && another === undefined && term.times === 1
      ? [{ draft, copy, at: draft.terms[0]?.at ?? {}, columns: term.columns }]
      : [],
  );
  const keyOf = (columns: readonly number[]) => columns.join();
  const seen = new Set([...counts.map(({ columns }) => keyOf(columns)), ""]);
  const targets: Target[] = counts.flatMap(({ draft: { withheld, table }, copy, at, columns }) =>
    withheld === undefined || copy > 0
      ? []
      : [
          {
            kind: withheld.role,
            columns,
            table,
            at,
            ...(withheld.prior === undefined ? {} : { prior: withheld.prior }),
          },
        ],
  );
  const add = (target: Target): void => {
    const key = keyOf(target.columns);
    if (!seen.has(key)) targets.push(target);
    seen.add(key);
  };
  for (const { at, columns } of asked) add({ kind: "combination", table: "", at, columns });
  const shown = counts.filter(({ draft }) => draft.withheld === undefined);
  const sets = shown.map(({ columns }) => columns);
  for (const [whole, parts] of containedIn(sets, sets).entries()) {
    const of = shown[whole];
    if (of === undefined) continue;
    for (const part of parts) {
      const less = shown[part];
      if (less === undefined || (of.copy > 0 && less.copy > 0)) continue;
      const without = new Set(less.columns);
      add({
        kind: "difference",
        columns: of.columns.filter((column) => !without.has(column)),
        table: of.draft.table,
        at: of.at,
        less: { table: less.draft.table, at: less.at },
      });
    }
  }
  return targets;
}
