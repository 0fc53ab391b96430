import type { Catalogue, ProgrammeDocument } from "../../src/release/catalogue.js";
import { dataTable } from "./data-table.js";
import { h, nothing } from "./dom.js";
import { releaseMark } from "./figure.js";
import { projectLink } from "./project-link.js";
import type { TableColumn } from "./table-model.js";

type Project = Catalogue["projects"][number];

/** Sessions of support that each project attended, by kind, of those planned; nothing where none were recorded. */
export function supportFigure(catalogue: Catalogue, { sessions, support }: ProgrammeDocument): Node {
  if (sessions.length === 0 || support.length === 0) return nothing();
  const attended = (project: string, kind: string): number =>
    sessions.find((one) => one.project === project && one.kind === kind)?.value ?? 0;
  const total = (project: string): number =>
    support.reduce((sum, kind) => sum + attended(project, kind.id), 0);
  const planned = support.reduce((sum, kind) => sum + kind.planned, 0);
  const kinds = support.map(
    (kind): TableColumn<Project> => ({
      label: kind.length === null ? kind.label : `${kind.label} (${kind.length})`,
      numeric: true,
      text: (project) => doseCell(attended(project.id, kind.id), kind.planned),
      csv: (project) => attended(project.id, kind.id),
    }),
  );
  return h(
    "div",
    {},
    dataTable<Project>(
      {
        caption: "Sessions at which each project was present, of those planned",
        items: catalogue.projects,
        columns: [
          { label: "Project", text: (project) => projectLink(project), csv: (project) => project.name },
          ...kinds,
          {
            label: "All",
            numeric: true,
            text: (project) => doseCell(total(project.id), planned),
            csv: (project) => total(project.id),
          },
        ],
      },
      releaseMark(catalogue),
    ),
    h(
      "p",
      { class: "figure-note" },
      "A session counts where the project was present, however many people it sent. The fuller the cell, the more of the planned sessions.",
    ),
  );
}

/** `3 of 4`, over a bar as long as the share. */
function doseCell(attended: number, planned: number): HTMLElement {
  const share = planned === 0 ? 0 : Math.min(1, attended / planned);
  return h(
    "span",
    { class: "dose", style: `--share:${(100 * share).toFixed(0)}%` },
    `${attended} of ${planned}`,
  );
}
