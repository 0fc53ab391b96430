import { basename, extname } from "node:path";
import type { InspectedColumn } from "./inspected-column.ts";
import type { ProposalRequest } from "./source-proposal.ts";
import { type Remark, remark } from "./yaml-fragment.ts";

/** What a source says before its mapping: the file and how to read it. */
export function sourceHead(request: ProposalRequest): Readonly<Record<string, unknown>> {
  const { id, file, member, sheet, headerRows, columns } = request;
  const decimals = columns.some(({ kinds }) => (kinds.decimal_comma ?? 0) > 0 && (kinds.decimal ?? 0) === 0);
  return {
    id,
    file,
    ...(member === undefined
      ? {}
      : { member: remark(member, "please confirm: the files to read inside the archive") }),
    ...dateOrderHead(columns),
    ...(decimals && request.kind === "delimited" ? { decimal: "," } : {}),
    ...(sheet === undefined ? {} : { sheet }),
    ...(headerRows === undefined ? {} : { header_rows: headerRows }),
  };
}

/** The date order where the dates themselves prove it; where they do not, ingest asks. */
function dateOrderHead(columns: readonly InspectedColumn[]): { readonly date_order?: Remark | string } {
  const total = (key: keyof InspectedColumn["dates"]) =>
    columns.reduce((sum, { dates }) => sum + dates[key], 0);
  const [dmy, mdy, ymd] = [total("dmy"), total("mdy"), total("ymd")];
  const most = 20;
  if (dmy > most * mdy) return { date_order: remark("dmy", `${dmy} dates can be read no other way`) };
  if (mdy > most * dmy) return { date_order: remark("mdy", `${mdy} dates can be read no other way`) };
  if (ymd > 0 && dmy === 0 && mdy === 0 && total("both") === 0) return { date_order: "ymd" };
  return {};
}

/** An id for a source from the name of its file, unlike those in use. */
export function sourceId(file: string, used: readonly string[]): string {
  const plain =
    basename(file, extname(file))
      .normalize("NFKD")
      .replace(/[^A-Za-z0-9]+/gu, "-")
      .replace(/^-+|-+$/gu, "")
      .toLowerCase() || "export";
  let id = plain;
  for (let number = 2; used.includes(id); number += 1) id = `${plain}-${number}`;
  return id;
}
