import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type AskedCost, type Costs, duration, type Spread } from "../../../reports/components/cost-plot.ts";

const root = resolve(import.meta.dirname, "../../..");

/** The one file that the operators' page and the README say costs from. */
export const COSTS_FILE = join(root, "data/reference/costs.json");
/** Where its tables stand, between markers. */
export const SHOWN_IN = ["README.md", "reports/help/operators.md"].map((name) => join(root, name));

export const readCosts = (): Costs => JSON.parse(readFileSync(COSTS_FILE, "utf8")) as Costs;

const spread = ({ median, lowest, highest }: Spread): string =>
  `${duration(median)} (${duration(lowest)} to ${duration(highest)})`;
const megabytes = (mb: number | null): string =>
  mb === null ? "not measured" : mb < 1000 ? `${Math.round(mb)} MB` : `${(mb / 1000).toFixed(1)} GB`;
const count = (n: number): string => n.toLocaleString("en-GB");
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Tables of costs, by the name in their markers. */
export const COST_TABLES = ["sizes", "asked", "programs"] as const;
type CostTable = (typeof COST_TABLES)[number];

const amount = (value: number, unit: AskedCost["unit"]): string =>
  unit === "s" ? duration(value) : unit === "GB" ? `${value.toFixed(1)} GB` : `${value.toFixed(2)} ×`;
const askedRow = ({ what, unit, most, runs, measured }: AskedCost): readonly string[] => [
  what,
  most === null ? "–" : `at most ${amount(most, unit)}`,
  runs === 1
    ? `${amount(measured.median, unit)} (one run)`
    : `${amount(measured.median, unit)} (${amount(measured.lowest, unit)} to ${amount(measured.highest, unit)}, ${runs} runs)`,
  most === null ? "–" : measured.median <= most ? "yes" : "**no**",
];

const NOT_YET = "Not yet measured on a quiet machine.";

/** The tables by name, as Markdown; each line of text says what they rest on. */
export function costTables(costs: Costs): Readonly<Record<CostTable, string>> {
  const { machine, note, runs, sizes, asked, programs } = costs;
  const basis = `Medians of ${runs} runs (fastest to slowest) on ${machine}.${note === "" ? "" : ` ${note}`}`;
  return {
    sizes:
      sizes.length === 0
        ? NOT_YET
        : `${table(
            ["amount of data", "exports", "read them", "release", "its audit", "most memory", "warehouse"],
            sizes.map((one) => [
              `${one.label}: ${count(one.referrals)} referrals, ${count(one.contacts)} contacts, ${count(one.networks)} networks`,
              megabytes(one.exports_mb),
              spread(one.read),
              spread(one.release),
              spread(one.audit),
              megabytes(one.memory_mb),
              megabytes(one.warehouse_mb),
            ]),
          )}\n\n${basis}`,
    asked:
      asked.length === 0
        ? NOT_YET
        : table(["a nation, 1,250 networks", "asked", "measured", "reached"], asked.map(askedRow)),
    programs:
      programs.list.length === 0
        ? NOT_YET
        : `${table(
            ["program", "does", "time", "most memory"],
            programs.list.map((one) => [one.label, one.does, spread(one.seconds), megabytes(one.memory_mb)]),
          )}\n\n${count(programs.referrals)} referrals, ${count(programs.rows)} rows in three CSV files; the tables are equal, number for number. ${basis}`,
  };
}

/** A text with each table in place of what stood between its markers. @throws Error where a marker is missing. */
export function withCostTables(
  text: string,
  costs: Costs,
  names: readonly CostTable[] = COST_TABLES,
): string {
  const tables = costTables(costs);
  return names.reduce((all, name) => {
    const parts = new RegExp(`(<!-- costs:${name} -->\\n)[\\s\\S]*?(\\n<!-- /costs -->)`);
    if (!parts.test(all)) throw new Error(`There is no place for the table of ${name}.`);
    return all.replace(parts, (_, open: string, close: string) => `${open}\n${tables[name]}\n${close}`);
  }, text);
}
