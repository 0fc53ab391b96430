import type { Query } from "./cell-rows.ts";

/** What the ingest recorded about a file and its rows; the part the release may use. */
export interface IngestSummary {
  readonly files: readonly {
    readonly source: string;
    readonly label: string;
    readonly layout: string;
    readonly published: boolean;
    readonly sha256: string;
    readonly rows: number;
    readonly stored: number;
    readonly quarantined: number;
    readonly excluded: number;
  }[];
  readonly issues: readonly {
    readonly source: string;
    readonly code: string;
    readonly severity: "error" | "warning" | "excluded";
    readonly rows: number;
    readonly meaning: string;
    readonly remedy: string;
  }[];
}

/** Exact counts behind the Data quality page: by source, by rule, by field. */
export interface DataQualityCounts {
  readonly sources: readonly {
    readonly source: string;
    readonly label: string;
    readonly rows: number;
    readonly stored: number;
    readonly quarantined: number;
    readonly excluded: number;
  }[];
  readonly issues: readonly {
    readonly source: string;
    readonly code: string;
    readonly severity: "error" | "warning" | "excluded";
    readonly meaning: string;
    readonly remedy: string;
    readonly rows: number;
  }[];
  readonly completeness: readonly {
    readonly table: string;
    readonly field: string;
    readonly label: string;
    readonly known: number;
    readonly not_stated: number;
    readonly not_known: number;
    /** Suppressed by the publisher of the source. */
    readonly suppressed: number;
    readonly total: number;
  }[];
}

const FIELDS = [
  ["person", "gender", "Gender", "('X')"],
  ["person", "ethnic_category", "Ethnic category", "('99')"],
  ["person", "language", "Main language", "('not_known')"],
  ["person", "interpreter_required", "Interpreter needed", "('')"],
  ["person", "birth_year", "Year of birth", "('')"],
  ["person", "imd_decile", "Deprivation", "('')"],
  ["person", "gp_registered", "Registered with a general practice", "('not_known')"],
  ["referral", "received_date", "Date of referral", "('')"],
  ["referral", "source", "Source of referral", "('not_known', 'unknown')"],
  ["referral", "pcn", "Primary Care Network", "('U')"],
  ["referral", "project", "Project", "('')"],
  ["outcome", "referral_key", "Score tied to a referral", "('')"],
] as const;

/** Sums the ingest by source and rule, and counts how complete each field is; fields nobody recorded are left out. */
export async function dataQualityCounts(
  query: Query,
  schema: string,
  ingest: IngestSummary,
): Promise<DataQualityCounts> {
  const completeness: DataQualityCounts["completeness"][number][] = [];
  for (const [table, field, label, unknown] of FIELDS) {
    const text = `CAST(${field} AS VARCHAR)`;
    const [row] = await query<{ total: number; known: number; not_stated: number; suppressed: number }>(
      `SELECT count(*) AS total,
        count(*) FILTER (WHERE ${field} IS NOT NULL AND ${text} NOT IN ${unknown} AND ${text} NOT IN ('Z', 'not_stated', 'suppressed')) AS known,
        count(*) FILTER (WHERE ${text} = 'suppressed') AS suppressed,
        count(*) FILTER (WHERE ${text} IN ('Z', 'not_stated')) AS not_stated
       FROM ${schema}.${table}`,
    );
    if (row === undefined || row.known === 0) continue;
    completeness.push({
      table,
      field,
      label,
      ...row,
      not_known: row.total - row.known - row.not_stated - row.suppressed,
    });
  }
  return {
    sources: sumBy(
      ingest.files,
      (file) => file.source,
      ({ source, label, rows, stored, quarantined, excluded }) => ({
        source,
        label,
        rows,
        stored,
        quarantined,
        excluded,
      }),
    ),
    issues: sumBy(
      ingest.issues,
      (issue) => `${issue.source}|${issue.code}|${issue.severity}`,
      ({ source, code, severity, meaning, remedy, rows }) => ({
        source,
        code,
        severity,
        meaning,
        remedy,
        rows,
      }),
    ),
    completeness,
  };
}

/** Adds up the numbers of the items that share a key; the texts are the first one's. */
function sumBy<T, U extends Readonly<Record<string, unknown>>>(
  items: readonly T[],
  key: (item: T) => string,
  take: (item: T) => U,
): U[] {
  const sums = new Map<string, U>();
  for (const item of items) {
    const one = take(item);
    const before = sums.get(key(item));
    const added = Object.entries(one).map(([name, value]) => {
      const earlier = before?.[name];
      return [
        name,
        typeof value === "number" && typeof earlier === "number" ? earlier + value : (earlier ?? value),
      ];
    });
    sums.set(key(item), Object.fromEntries(added) as U);
  }
  return [...sums.values()];
}
