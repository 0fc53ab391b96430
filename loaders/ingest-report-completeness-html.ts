import type { CompletenessGroup, TableCompleteness } from "./completeness-by.ts";
import { countText, escapeHtml, headCell, numberCell, plural, tableHtml } from "./html.ts";
import type { IngestReport } from "./ingest-report.ts";
import { recordsName } from "./ingest-report-files-html.ts";

/** Months and services that a table shows at most. */
const MOST_MONTHS = 24;
const MOST_SERVICES = 40;

/** How filled in the stored records are: by field, then by service and by month with shaded cells. */
export function completenessHtml({ completeness_by }: IngestReport): string {
  if (completeness_by.length === 0) return "";
  return `<h2 id="completeness">How complete the stored records are</h2>
<p>Percentages are of records in which the field is known. Blank, not stated (asked and declined), not known (never asked or recorded) and suppressed by the publisher are four different things. The stronger the tint of a cell, the more complete it is.</p>
${completeness_by.map(tableOf).join("\n")}`;
}

function tableOf(one: TableCompleteness): string {
  const [all] = one.groups;
  if (all === undefined) return "";
  const name = recordsName(one.table);
  const at = (numbers: readonly number[], index: number) => numbers[index] ?? 0;
  const fields = one.fields.map(({ title }, index) => {
    const parts = [all.known, all.not_stated, all.not_known, all.suppressed].map((numbers) =>
      at(numbers, index),
    );
    const blank = all.rows - parts.reduce((sum, n) => sum + n, 0);
    return [
      headCell(escapeHtml(title)),
      shareCell(parts[0] ?? 0, all.rows),
      ...[...parts, blank].map(numberCell),
    ];
  });
  const services = one.groups.filter(({ by }) => by === "service");
  const months = one.groups.filter(({ by }) => by === "month");
  const dated = months.filter(({ value }) => value !== null);
  const shown = [...dated.slice(-MOST_MONTHS), ...months.filter(({ value }) => value === null)];
  const most = [...services].sort((a, b) => b.rows - a.rows).slice(0, MOST_SERVICES);
  const rows = (groups: readonly CompletenessGroup[], none: string) =>
    groups.map((group) => [
      headCell(escapeHtml(group.value ?? none)),
      numberCell(group.rows),
      ...one.fields.map((_, index) => shareCell(at(group.known, index), group.rows)),
    ]);
  const cut = [
    ...(dated.length > MOST_MONTHS ? [`the last ${MOST_MONTHS} of ${countText(dated.length)} months`] : []),
    ...(services.length > MOST_SERVICES
      ? [`the ${MOST_SERVICES} largest of ${countText(services.length)} services`]
      : []),
  ];
  const heads = ["Records", ...one.fields.map(({ title }) => title)].map((number) => ({ number }));
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const by = tableHtml(
    `${title} by service and month: percentage known${cut.length === 0 ? "" : ` (${cut.join(", ")})`}`,
    ["Service or month", ...heads],
    [
      { title: "By service", rows: rows(most, "no service") },
      { title: "By month", rows: rows(shown, "no date") },
    ],
  );
  return `<details${one.table === "referral" ? " open" : ""}><summary>${escapeHtml(title)}: ${plural(all.rows, "record")}</summary>
${tableHtml(
  `${title}: each field`,
  [
    "Field",
    ...["Known", "Known", "Not stated", "Not known", "Suppressed", "Blank"].map((number, index) => ({
      number: index === 0 ? "Known, %" : number,
    })),
  ],
  [{ rows: fields }],
)}${by}</details>`;
}

/** A percentage on a tint. 100 is said only where all are known, 0 only where none is. */
function shareCell(known: number, rows: number): ReturnType<typeof headCell> {
  const share = rows === 0 ? 0 : known / rows;
  const text =
    known === 0
      ? "0"
      : known === rows
        ? "100"
        : share < 0.01
          ? "&lt;1"
          : share > 0.99
            ? "&gt;99"
            : String(Math.round(share * 100));
  return {
    html: text,
    attributes: ` class="share" style="background:rgba(var(--shade),${(share * 0.38).toFixed(2)})"`,
  };
}
