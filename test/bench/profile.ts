import { DuckDBConnection } from "@duckdb/node-api";
import { nationalStage } from "./national.ts";

/** Steps of an ingest, each with what its statements hold; a statement is of the first step that fits. */
const STEPS: readonly (readonly [string, RegExp])[] = [
  ["rows kept for next time", /^\s*COPY \(SELECT (?!\*, FALSE AS _opted)/],
  ["cells cleaned, typed, pseudonymised", /TABLE (?:mapped|raw)_|VIEW raw_|FALSE AS _opted|bool_or\(\(s\.c/],
  ["exports read and compared with their bytes", /read_csv|rowid/],
  [
    "records linked, tied to referrals, repeats found",
    /TABLE load_|TABLE (?:likely|repeated|by_date|local_key_use)/,
  ],
  ["tables stored", /_rows"|^CHECKPOINT/],
  [
    "rules, completeness, date order, accounts",
    /FILTER|issue|found_text|filled|count\(\*\)|bool_or|strftime/,
  ],
];

const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

interface Statement {
  readonly sql: string;
  readonly processor: number;
}

/** Notes what every statement takes, those that other work runs beside included with it. */
function noteStatements(statements: Statement[]): void {
  let open = 0;
  for (const name of ["run", "runAndReadAll"] as const) {
    const original = DuckDBConnection.prototype[name] as (...given: unknown[]) => Promise<unknown>;
    const noted = async function (this: DuckDBConnection, ...given: unknown[]): Promise<unknown> {
      const [before, isOuter] = [processorSeconds(), open === 0];
      open += 1;
      try {
        return await original.apply(this, given);
      } finally {
        open -= 1;
        if (isOuter) statements.push({ sql: String(given[0]), processor: processorSeconds() - before });
      }
    };
    Object.defineProperty(DuckDBConnection.prototype, name, { value: noted });
  }
}

/** Statements that differ in numbers and texts only are one. */
const shapeOf = (sql: string): string =>
  sql
    .replaceAll(/\s+/g, " ")
    .replaceAll(/'[^']*'/g, "''")
    .replaceAll(/\d+/g, "N")
    .slice(0, 90);

function sumsBy(statements: readonly Statement[], key: (sql: string) => string) {
  const sums = new Map<string, number>();
  for (const { sql, processor } of statements) sums.set(key(sql), (sums.get(key(sql)) ?? 0) + processor);
  return [...sums].sort(([, one], [, other]) => other - one);
}

/**
 * Where the processor seconds of a stage of `nationalStage` go: by step of an ingest, and the ten dearest statements.
 * What the statements do not take is JavaScript.
 */
export async function profileStage([stage = "", folder = ""]: readonly string[]): Promise<void> {
  const statements: Statement[] = [];
  noteStatements(statements);
  const before = processorSeconds();
  await nationalStage([stage, folder]);
  const all = processorSeconds() - before;
  const line = ([name, seconds]: readonly [string, number]) =>
    `  ${seconds.toFixed(1).padStart(7)} s ${((100 * seconds) / all).toFixed(0).padStart(3)} %  ${name}`;
  const stepOf = (sql: string) => STEPS.find(([, pattern]) => pattern.test(sql))?.[0] ?? "other statements";
  const inSql = statements.reduce((sum, { processor }) => sum + processor, 0);
  const steps = stage === "ingest" ? sumsBy(statements, stepOf) : [["statements", inSql] as const];
  console.log([...steps, ["JavaScript", all - inSql] as const].map(line).join("\n"));
  console.log(sumsBy(statements, shapeOf).slice(0, 10).map(line).join("\n"));
}
