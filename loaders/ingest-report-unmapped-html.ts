import { escapeHtml, headCell, numberCell, tableHtml, textCell } from "./html.ts";
import type { UnmappedValue } from "./ingest-report-unmapped.ts";
import { MASK } from "./quarantine-columns.ts";

/** Values in no code list, each with what it may stand for, and the lines of programme.yaml that would map them. */
export function unmappedHtml(values: readonly UnmappedValue[]): string {
  if (values.length === 0) return "";
  const sources = [...new Set(values.map(({ source }) => source))];
  return `<h2 id="unmapped">Values in no code list</h2>
<p>Each counts as not known until it is mapped; nothing is dropped. A proposed match is a guess by spelling alone: check it. Paste the lines under the source in programme.yaml and ingest again.</p>
${sources
  .map((source) =>
    sourceHtml(
      source,
      values.filter((one) => one.source === source),
    ),
  )
  .join("\n")}`;
}

/** One value of one column, over all files of a source. */
interface Gathered extends UnmappedValue {
  readonly files: number;
}

function gather(values: readonly UnmappedValue[]): readonly Gathered[] {
  const found = new Map<string, Gathered>();
  for (const one of values) {
    const key = JSON.stringify([one.column, one.list, one.value]);
    const same = found.get(key);
    found.set(key, { ...one, rows: one.rows + (same?.rows ?? 0), files: 1 + (same?.files ?? 0) });
  }
  return [...found.values()].sort((a, b) => a.column.localeCompare(b.column) || b.rows - a.rows);
}

function sourceHtml(source: string, values: readonly UnmappedValue[]): string {
  const gathered = gather(values);
  return `<h3>Source <code>${escapeHtml(source)}</code></h3>${tableHtml(
    `Values of source ${source} in no code list`,
    ["Value", "Column", "Code list", { number: "Rows" }, { number: "Files" }, "Proposed match"],
    [
      {
        rows: gathered.map((one) => [
          headCell(escapeHtml(one.value)),
          textCell(one.column),
          textCell(one.list),
          numberCell(one.rows),
          numberCell(one.files),
          textCell(
            one.proposed === null
              ? "none"
              : `${one.proposed.label} (${one.proposed.code}): ${one.proposed.how}`,
          ),
        ]),
      },
    ],
  )}<pre tabindex="0" aria-label="Lines for programme.yaml">${escapeHtml(codeMapsYaml(gathered))}</pre>`;
}

/** The `code_maps` that would map these values: proposed ones as they stand, others commented out for the user to fill in. */
export function codeMapsYaml(values: readonly UnmappedValue[]): string {
  const lines = ["code_maps:"];
  for (const list of new Set(values.map((one) => one.list))) {
    const own = values.filter((one) => one.list === list);
    // A list without any line of its own would be null, which programme.yaml does not take.
    lines.push(own.some((one) => one.proposed !== null) ? `  ${list}:` : `  # ${list}:`);
    const [first] = own;
    if (own.some((one) => one.proposed === null) && first !== undefined && first.codes.length > 0)
      lines.push(`    # CODE is one of ${first.codes.join(", ")}`);
    const seen = new Set<string>();
    for (const { value, proposed } of own) {
      if (seen.has(value) || value.startsWith(MASK)) continue;
      seen.add(value);
      lines.push(
        proposed === null
          ? `    # ${JSON.stringify(value)}: CODE`
          : `    ${JSON.stringify(value)}: ${JSON.stringify(proposed.code)}  # ${proposed.label}?`,
      );
    }
  }
  return lines.every((line, index) => index === 0 || line.trimStart().startsWith("#"))
    ? ["# code_maps:", ...lines.slice(1)].join("\n")
    : lines.join("\n");
}
