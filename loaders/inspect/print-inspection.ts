import { questionText } from "../question.ts";
import type { ColumnReport } from "./column-report.ts";
import type { Inspection } from "./inspect-file.ts";
import { proposedYaml } from "./proposed-yaml.ts";

/** Widest line. */
const WIDTH = 100;

/** An inspection as a person reads it on a terminal. */
export function printInspection(inspection: Inspection): string {
  const { file, rows, columns, notes, questions, outside } = inspection;
  const lines = [
    file,
    "=".repeat(Math.min(WIDTH, file.length)),
    ...decisionLines(inspection),
    "",
    `${rows} ${rows === 1 ? "row" : "rows"}, ${columns.length} ${columns.length === 1 ? "column" : "columns"}${inspection.sampled ? " (the file is large: only its first 200,000 rows were looked at)" : ""}. Values are not shown: letters stand as A or a, digits as 9.`,
    "",
    ...columns.flatMap((column, index) => columnLines(column, index + 1, rows)),
    "",
    ...profileLines(inspection),
  ];
  if (notes.length > 0) lines.push("Please note", ...notes.map((note) => wrapped(`- ${note}`)), "");
  if (questions.length > 0) {
    lines.push("Questions: ingest stops until they are answered");
    for (const question of questions)
      lines.push(
        ...questionText(question)
          .split("\n")
          .map((line) => wrapped(line)),
      );
    lines.push("");
  }
  if (inspection.readBy !== undefined) {
    lines.push(`Source "${inspection.readBy}" of programme.yaml reads this file already.`);
  } else {
    lines.push(
      "Proposed for programme.yaml (check it; lines marked “please confirm” are unsure)",
      "",
      proposedYaml(inspection),
    );
  }
  if (outside)
    lines.push(
      "",
      "The file lies outside the programme folder: copy it into its exports/ folder before ingest.",
    );
  return `${lines.join("\n")}\n`;
}

function decisionLines({ decisions, sheets, sheet, excluded, unreadable }: Inspection): readonly string[] {
  const { encoding, delimiter, headerRow, titleRows, blankRows, notes } = decisions;
  const parts = [
    ...(sheet === undefined ? [`${encoding}`] : [`sheet "${sheet}"`]),
    ...(delimiter === undefined ? [] : [`columns divided by ${NAMES[delimiter] ?? `"${delimiter}"`}`]),
    `names in row ${headerRow}`,
    ...(titleRows > 0 ? [`${titleRows} ${titleRows === 1 ? "row" : "rows"} above left out`] : []),
    ...(blankRows > 0 ? [`${blankRows} blank ${blankRows === 1 ? "row" : "rows"}`] : []),
  ];
  const out = [wrapped(`Read as: ${parts.join(", ")}.`)];
  if (sheets !== undefined && (sheets.visible.length > 1 || sheets.hidden > 0)) {
    const hidden = sheets.hidden > 0 ? `, and ${sheets.hidden} hidden` : "";
    out.push(wrapped(`Sheets: ${sheets.visible.map((name) => `"${name}"`).join(", ")}${hidden}.`));
  }
  for (const reason of new Set(excluded.map((one) => one.reason))) {
    const rows = excluded.filter((one) => one.reason === reason).map(({ row }) => row);
    const rest = rows.length > 8 ? ` and ${rows.length - 8} more` : "";
    out.push(wrapped(`Left out (${reason}): row ${rows.slice(0, 8).join(", ")}${rest}.`));
  }
  if (unreadable > 0)
    out.push(
      `${unreadable} ${unreadable === 1 ? "row does" : "rows do"} not fit the header and would go to quarantine.`,
    );
  return [...out, ...notes.map((note) => wrapped(note))];
}

const NAMES: Readonly<Record<string, string>> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "|" };

function columnLines(column: ColumnReport, number: number, rows: number): readonly string[] {
  const percent =
    rows === 0
      ? "–"
      : `${column.filled > 0 && column.filled < rows ? Math.min(99, Math.max(1, Math.round((100 * column.filled) / rows))) : (100 * column.filled) / rows} %`;
  const gaps = [
    ...(column.coded_missing > 0 ? [`${column.coded_missing} coded missing`] : []),
    ...(column.suppressed > 0 ? [`${column.suppressed} suppressed`] : []),
  ];
  const looks = column.range === undefined ? (column.shapes[0] ?? "") : column.range.join(" to ");
  const head = `${String(number).padStart(3)} ${padded(column.name, 24)} ${padded(column.type, 21)} ${percent.padStart(5)} ${String(column.distinct).padStart(6)} distinct  ${looks}`;
  const tail = gaps.length > 0 ? `  (${gaps.join(", ")})` : "";
  const sure = column.confidence === undefined ? "" : `${column.confidence}: `;
  const values =
    column.values.length === 0
      ? []
      : [wrapped(`       values ${column.values.map(({ value, cells }) => `${value} ${cells}`).join(", ")}`)];
  return [
    cut(`${head}${tail}`.trimEnd()),
    wrapped(`     → ${padded(column.field, 36).trimEnd()}  (${sure}${column.reason})`),
    ...values,
  ];
}

function profileLines({ profiles }: Inspection): readonly string[] {
  if (profiles.length === 0) return ["No shipped profile knows these names.", ""];
  return [
    "Shipped profiles that come near",
    ...profiles.map(({ id, recognised, mapped, missing }) =>
      wrapped(
        `- ${id}: ${recognised[0]} of ${recognised[1]} marking columns, ${mapped[0]} of ${mapped[1]} mapped ones${missing.length === 0 ? "" : `; missing ${missing.map((one) => `“${one}”`).join(", ")}`}`,
      ),
    ),
    "",
  ];
}

const padded = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
const cut = (line: string): string => (line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line);

/** Breaks a long line at spaces; the rest is indented. */
function wrapped(text: string): string {
  if (text.length <= WIDTH) return text;
  const start = /^ */u.exec(text)?.[0] ?? "";
  const lines: string[] = [];
  let line = "";
  for (const word of text.slice(start.length).split(" ")) {
    if (line !== "" && `${line} ${word}`.length > WIDTH) {
      lines.push(line);
      line = `${start}  ${word}`;
    } else line = line === "" ? `${start}${word}` : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}
