import {
  portableAggregates,
  portableOperators,
  portableScalars,
  portableSyntax,
  portableTypes,
  portableWindows,
} from "./portable-core.ts";

/** A part of a statement as `json_serialize_sql` gives it. */
type Part = Readonly<Record<string, unknown>>;

/** A name that a SELECT gives to a value and then uses as if it were a column: `probe` binds where it is a column. */
export interface AliasUse {
  readonly name: string;
  readonly probe: unknown;
}

/**
 * What of a statement is outside the portable core, each once, in words; empty where all of it is inside.
 * `serialised` is the statement as DuckDB's own parser takes it apart, so that nothing is missed.
 */
export function outsideCore(serialised: unknown): readonly string[] {
  const found = new Set<string>();
  walk(serialised, undefined, (part, parent) => {
    for (const fault of faultsOf(part, parent)) found.add(fault);
  });
  return [...found].sort();
}

/**
 * Names used in the WHERE, GROUP BY, HAVING or another value of the SELECT that gives them. Trino has no such use; it is
 * none where what is selected from has a column of that name, which only the database can tell.
 */
export function aliasUses(serialised: unknown): readonly AliasUse[] {
  const found: AliasUse[] = [];
  const visit = (value: unknown, ctes: readonly unknown[]): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, ctes);
    if (!isPart(value)) return;
    const own = isPart(value.cte_map) ? list(value.cte_map.map) : [];
    const all = [...ctes, ...own];
    if (value.type === "SELECT_NODE") found.push(...usesIn(value, all));
    for (const [key, one] of Object.entries(value))
      visit(one, key === "cte_map" ? ctesBefore(ctes, own) : all);
  };
  visit(serialised, []);
  return found;
}

/** A common table expression may name those before it; which those are does not matter to a probe that binds. */
const ctesBefore = (outer: readonly unknown[], own: readonly unknown[]): readonly unknown[] => [
  ...outer,
  ...own,
];

function usesIn(select: Part, ctes: readonly unknown[]): readonly AliasUse[] {
  const items = list(select.select_list).filter(isPart);
  const given = items
    .filter((item) => text(item.alias) !== "" && !(isColumn(item) && last(item) === item.alias))
    .map((item) => text(item.alias));
  const used = new Set<string>();
  const places = [select.where_clause, select.having, select.group_expressions, ...items];
  for (const place of places)
    walk(
      place,
      undefined,
      (part) => {
        if (isColumn(part) && list(part.column_names).length === 1) used.add(last(part));
      },
      ["SUBQUERY", "SELECT_NODE"],
    );
  return [...new Set(given)]
    .filter((name) => used.has(name))
    .map((name) => ({ name, probe: probeOf(select, name, ctes) }));
}

/** `SELECT name FROM` what a SELECT is from. */
function probeOf(select: Part, name: string, ctes: readonly unknown[]): unknown {
  const column = { class: "COLUMN_REF", type: "COLUMN_REF", alias: "", column_names: [name] };
  return {
    error: false,
    statements: [
      {
        node: {
          ...select,
          modifiers: [],
          cte_map: { map: ctes },
          select_list: [column],
          where_clause: null,
          group_expressions: [],
          group_sets: [],
          having: null,
        },
        named_param_map: [],
      },
    ],
  };
}

function faultsOf(part: Part, parent: Part | undefined): readonly string[] {
  const faults: string[] = [];
  const type = text(part.type);
  if (type !== "" && !(type in portableSyntax)) faults.push(type);
  if (filled(part.sample)) faults.push("TABLESAMPLE");
  if (type === "SELECT_NODE") {
    if (filled(part.qualify)) faults.push("QUALIFY");
    if (part.aggregate_handling !== "STANDARD_HANDLING") faults.push("GROUP BY ALL");
  }
  if (type === "DISTINCT_MODIFIER" && filled(part.distinct_on_targets)) faults.push("DISTINCT ON");
  if (type === "SET_OPERATION_NODE" && part.setop_type !== "UNION") faults.push(`${part.setop_type}`);
  if (type === "STAR" && STAR_EXTRAS.some((key) => filled(part[key])))
    faults.push("* with EXCLUDE, REPLACE or COLUMNS");
  if (type === "JOIN") {
    if (!["INNER", "LEFT", "FULL"].includes(text(part.join_type))) faults.push(`${part.join_type} JOIN`);
    if (!["REGULAR", "CROSS"].includes(text(part.ref_type))) faults.push(`${part.ref_type} JOIN`);
    if (filled(part.using_columns)) faults.push("JOIN USING");
  }
  if (type === "OPERATOR_CAST" && isPart(part.cast_type)) {
    const id = text(part.cast_type.id);
    if (!(id in portableTypes)) faults.push(`CAST AS ${id}`);
  }
  if (part.class === "FUNCTION") faults.push(...functionFaults(part, parent));
  if (part.class === "WINDOW") faults.push(...windowFaults(part));
  return faults;
}

const STAR_EXTRAS = [
  "exclude_list",
  "qualified_exclude_list",
  "replace_list",
  "rename_list",
  "columns",
  "expr",
];
const DATE_PARTS = ["year", "month"];

function functionFaults(part: Part, parent: Part | undefined): readonly string[] {
  const name = text(part.function_name);
  const isAggregate = name in portableAggregates;
  if (!isAggregate && !(name in portableScalars) && !(name in portableOperators)) return [`${name}()`];
  const faults: string[] = [];
  const orders = isPart(part.order_bys) ? part.order_bys.orders : [];
  if (filled(orders)) faults.push(`ORDER BY within ${name}()`);
  if (part.distinct === true && name !== "count") faults.push(`${name}(DISTINCT …)`);
  const children = list(part.children);
  if (name === "max" && children.length > 1) faults.push("max() of several");
  if (name === "date_part" && !DATE_PARTS.includes(constant(children[0])))
    faults.push(`extract(${constant(children[0])} FROM …)`);
  if (name === "date_diff" && constant(children[0]) !== "day")
    faults.push(`date_diff of ${constant(children[0])}`);
  if (name === "to_days" && !isQuotedDays(children[0])) faults.push("INTERVAL without quotes");
  if (name === "/" && !isSafeQuotient(part, parent)) faults.push("/ of whole numbers");
  return faults;
}

function windowFaults(part: Part): readonly string[] {
  const name = text(part.function_name);
  const isAggregate = name in portableAggregates;
  if (!isAggregate && !(name in portableWindows)) return [`${name}() OVER`];
  const faults: string[] = [];
  if (!isAggregate && !filled(part.orders)) faults.push(`${name}() OVER without ORDER BY`);
  if (filled(part.filter_expr)) faults.push("FILTER with OVER");
  if (filled(part.distinct)) faults.push("DISTINCT with OVER");
  if (filled(part.ignore_nulls)) faults.push("IGNORE NULLS");
  if (filled(part.arg_orders)) faults.push(`ORDER BY within ${name}()`);
  if (part.exclude_clause !== "NO_OTHER") faults.push("EXCLUDE in a window");
  return faults;
}

/** INTERVAL '1' DAY, which the parser gives as `to_days(CAST(trunc(CAST('1' AS DOUBLE)) AS INTEGER))`. */
const isQuotedDays = (part: unknown): boolean => typeof innermost(part) === "string";

const isSafeQuotient = (part: Part, parent: Part | undefined): boolean =>
  parent?.function_name === "floor" ||
  (parent?.type === "OPERATOR_CAST" && isPart(parent.cast_type) && parent.cast_type.id === "BIGINT") ||
  list(part.children).some((one) => isPart(one) && isPart(one.cast_type) && one.cast_type.id === "DOUBLE");

function innermost(part: unknown): unknown {
  if (!isPart(part)) return undefined;
  if (part.class === "CONSTANT") return isPart(part.value) ? part.value.value : undefined;
  return innermost(part.child ?? list(part.children)[0]);
}

/** Visits the parts of a statement with what each stands in; not those within the types `but`. */
function walk(
  value: unknown,
  parent: Part | undefined,
  see: (part: Part, parent: Part | undefined) => void,
  but: readonly string[] = [],
): void {
  if (Array.isArray(value)) for (const one of value) walk(one, parent, see, but);
  if (!isPart(value) || but.includes(text(value.type))) return;
  see(value, parent);
  // What an interval is made of is the parser's own.
  if (value.function_name === "to_days") return;
  for (const one of Object.values(value)) walk(one, "class" in value ? value : undefined, see, but);
}

const isPart = (value: unknown): value is Part =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isColumn = (part: Part): boolean => part.class === "COLUMN_REF";
const last = (column: Part): string => text(list(column.column_names).at(-1));
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const constant = (part: unknown): string => text(innermost(part));
/** Whether the parser has put anything here. */
const filled = (value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  value !== false &&
  value !== "" &&
  (Array.isArray(value) ? value.length > 0 : true);
