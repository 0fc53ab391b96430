import { h, nothing } from "./dom.js";
import { breakdownOf, equityGroups, sectionFinding, wholeProgramme } from "./equity-part.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { chartRow, estimateWords, isUnstated, measureTitle, withheldWords } from "./figure-data.js";
import { formatEstimate, type NumberStyle } from "./format.js";
import { groupRowsFigure } from "./group-rows-figure.js";
import type { Release } from "./load-release.js";
import { longRows } from "./long-rows.js";
import { pageSection } from "./page-section.js";
import { rowChart } from "./row-chart.js";
import { cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };
const UNMET = "share_language_unmet";
/** Most figures told one by one in a summary. */
const TOLD = 7;

/** From need to a contact that is understood, and appointments missed with an interpreter and without. */
const WHOLE = [
  "share_interpreter_booked",
  "share_interpreter_present",
  "share_language_matched",
  "share_interpreted",
  UNMET,
  "share_dna_booked",
  "share_dna_unbooked",
] as const;

interface Item {
  readonly key: string;
  readonly label: string;
  readonly row: EstimateRow | undefined;
}

const COLUMNS = ["value", "interval", "fraction"] as const;

/** Whether people who need an interpreter were understood: over all, by service and by language; nothing where no need is recorded. */
export function languageSection(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const place = wholeProgramme(release, selection);
  if (cellAt(estimates, place, UNMET) === undefined) return nothing();
  const whole = WHOLE.map((measure) => ({
    key: measure,
    label: measureTitle(catalogue, measure),
    row: cellAt(estimates, place, measure),
  })).filter(({ row }) => row !== undefined);
  const services = catalogue.areas
    .filter(({ area_type }) => area_type === "service")
    .map(({ area, label }) => ({
      key: area,
      label,
      row: cellAt(estimates, { ...place, area_type: "service", area }, UNMET),
    }))
    .filter(({ row }) => row !== undefined);
  const missed = equityGroups(release, selection).filter(({ cell }) => cell("share_dna") !== undefined);
  return pageSection(
    "Language: were people understood?",
    ...sectionFinding(release, selection, "equity-language"),
    h(
      "div",
      { class: "panels" },
      sharesFigure(release, {
        id: "equity-language",
        title: "Interpreters: booked, present, and appointments missed",
        items: whole,
        head: "Figure",
        counted: "Contacts or appointments",
        methods: ["wilson"],
      }),
      services.length < 2
        ? nothing()
        : sharesFigure(release, {
            id: "equity-language-services",
            title: "Contacts without a needed interpreter, by service",
            items: services,
            head: "Service",
            counted: "Contacts",
            methods: ["wilson"],
          }),
    ),
    languageTable(release, selection),
    missed.length === 0
      ? nothing()
      : groupRowsFigure(release, selection, missed, {
          ...{ id: "equity-dna", measure: "share_dna", title: "Appointments missed without notice" },
          ...{ axis: "Missed without notice (%)", style: SHARE, method: "wilson", people: "Appointments" },
        }),
  );
}

interface Shares {
  readonly id: string;
  readonly title: string;
  readonly items: readonly Item[];
  /** Heads the column of names. */
  readonly head: string;
  /** What the shares are of. */
  readonly counted: string;
  readonly methods: readonly string[];
}

function sharesFigure(release: Release, { id, title, items, head, counted, methods }: Shares): Node {
  const { catalogue } = release;
  const rows = items.map(({ key, label, row }) => chartRow(key, label, row));
  const byKey = new Map(items.map(({ key, row }) => [key, row]));
  const shown = rows.filter(({ missing }) => missing === "");
  const words = ({ key, label }: (typeof rows)[number]) =>
    `${label} ${formatEstimate(byKey.get(key), SHARE)}`;
  const bySize = shown.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const [least, most] = [bySize[0], bySize.at(-1)];
  const told =
    shown.length > TOLD && least !== undefined && most !== undefined
      ? `${shown.length} are shown, from ${words(least)} to ${words(most)}`
      : shown.map(words).join("; ");
  const drawn = longRows(rows, {
    ...{
      id,
      one: head.toLowerCase(),
      many: `${head.toLowerCase()}s`,
      order: "those with a figure, then the first of the list",
    },
    name: ({ label }) => label,
    first: ({ missing }) => missing === "",
  });
  const summary = `Whole programme, contacts with people who need an interpreter. ${told}.${withheldWords(
    items.map(({ row }) => row),
    "rows",
  )}`;
  const legend: LegendItem[] = [
    { mark: "interval", text: "Figure with its interval" },
    ...(rows.some(({ missing }) => missing !== "")
      ? [{ mark: "hatch", text: "No figure shown, not zero" } as const]
      : []),
  ];
  return figure(catalogue, {
    id,
    title,
    summary,
    legend,
    rows: drawn,
    draw: (width) =>
      rowChart(drawn.now(), {
        ...{ width, style: SHARE, axis: "Share (%)", mark: "dot", domain: [0, 1] },
        columns: [
          {
            head: "Figure (interval)",
            text: ({ key, missing }) => (missing === "" ? estimateWords(byKey.get(key), SHARE) : ""),
          },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals. ${summary}`,
      }),
    table: {
      caption: `${title}, whole programme`,
      items,
      columns: [
        nameColumn(head, ({ label }: Item) => label),
        ...estimateColumns<Item>("Share", SHARE, ({ row }) => row, COLUMNS, counted),
      ],
    },
    methods,
    note: "Contacts of the same person are alike and each counts by itself, so the intervals are too narrow.",
  });
}

/** Each language of people who need an interpreter, those least understood first. */
function languageTable(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const place = wholeProgramme(release, selection);
  const all = breakdownOf(catalogue, "language")?.categories ?? [];
  const items = all
    .map(({ category, label }) => ({
      label,
      category,
      cell: (measure: string) => cellAt(estimates, place, measure, { breakdown: "language", category }),
    }))
    .filter(({ cell }) => cell(UNMET) !== undefined)
    .sort(
      (a, b) =>
        Number(isUnstated(a.category)) - Number(isUnstated(b.category)) ||
        (b.cell(UNMET)?.value ?? -1) - (a.cell(UNMET)?.value ?? -1),
    );
  if (items.length === 0) return nothing();
  type Language = (typeof items)[number];
  const column = (label: string, measure: string, parts: readonly ("value" | "interval" | "fraction")[]) =>
    estimateColumns<Language>(label, SHARE, ({ cell }) => cell(measure), parts);
  // The page shows the interval with its value; the download keeps them apart.
  const unmet = column("Without either", UNMET, ["value", "interval", "fraction"]).map((one, place) =>
    place === 0
      ? { ...one, text: ({ cell }: Language) => estimateWords(cell(UNMET), SHARE).replaceAll(" ", "\u00a0") }
      : place < 3
        ? { ...one, csvOnly: true }
        : { ...one, label: "Contacts" },
  );
  const hidden = items.filter(({ cell }) => cell(UNMET)?.status !== "published").length;
  return figure(catalogue, {
    id: "equity-languages",
    title: "Each language: who had nobody to speak it?",
    summary: `${items.length} languages of people who need an interpreter${hidden === 0 ? "" : `; ${hidden} not shown, because few people speak them`}. Which languages link workers speak is not collected: the table tells in how many contacts a worker spoke the person’s language. Languages whose speakers most often had neither come first; with few contacts the order may be chance.`,
    table: {
      caption:
        "Contacts with people who need an interpreter, by their language, whole programme. Without either: with neither an interpreter nor a worker who speaks the language",
      items,
      columns: [
        nameColumn("Language", ({ label }: Language) => label),
        ...unmet,
        ...column("Worker spoke it", "share_language_matched", ["value"]),
        ...column("Interpreter booked", "share_interpreter_booked", ["value"]),
        ...column("Booked interpreter came", "share_interpreter_present", ["value"]),
      ],
    },
    sortable: "as given",
    open: true,
    methods: ["wilson"],
  });
}
