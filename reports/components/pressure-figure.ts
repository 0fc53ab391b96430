import type {
  PressureCell,
  PressureDocument,
  ServicePressure,
} from "../../src/findings/pressure-document.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { h, nothing } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import type { Release } from "./load-release.js";
import { longRows } from "./long-rows.js";
import { pressureCellParts, scaleOf, stateWords } from "./pressure-cell.js";
import { pressureRulesTable } from "./pressure-rules-table.js";
import { areaLabel, periodLabel, type Selection } from "./selection.js";
import { selectionLink } from "./selection-store.js";
import { boroughOf, servicePlaceWords } from "./service-places.js";
import { staffSelection } from "./staff-selection.js";
import { nameColumn, type TableColumn } from "./table-model.js";
import { explained } from "./term.js";
import { isTold } from "./told-or-counted.js";

/** Below this many pixels a service is a block of its own with its rules beneath one another. */
const NARROW = 860;

/** Of more services the grid names the borough alone: a row is then two lines high. */
const ROOMY = 60;

type Rule = PressureDocument["rules"][number];
interface Item extends ServicePressure {
  readonly label: string;
  /** Borough and networks served, "" where not declared; `near` where there is no room for all of them. */
  readonly where: string;
  readonly near: string;
}

/** Services that show several pressures at once: one row a service, one cell a rule; nothing where none could be judged. */
export function pressureFigure(release: Release, selection: Selection, pressure: PressureDocument): Node {
  const { catalogue } = release;
  const here = staffSelection(catalogue, selection);
  const year =
    here.period_type === "financial_year"
      ? pressure.years.find(({ period }) => period === here.period)
      : pressure.years.at(-1);
  if (pressure.years.length === 0) return nothing();
  if (year === undefined)
    return h(
      "p",
      {},
      "The rules are not applied to this year: it was not over when the data were taken, or nothing in it can be judged.",
    );
  const items: readonly Item[] = year.services
    .map((one) => ({
      ...one,
      label: areaLabel(catalogue, "service", one.service),
      where: servicePlaceWords(catalogue, one.service),
      near:
        year.services.length > ROOMY
          ? boroughOf(catalogue, one.service)
          : servicePlaceWords(catalogue, one.service),
    }))
    .toSorted((a, b) => b.shown - a.shown || a.label.localeCompare(b.label, "en-GB"));
  const { rules, several } = pressure;
  const when = periodLabel(catalogue, "financial_year", year.period);
  const drawn = rules.filter((rule) => isJudgedAnywhere(items, rule));
  const chosen = here.area_type === "service" ? here.area : "";
  const name = ({ service, label }: Item): Node =>
    service === chosen
      ? document.createTextNode(label)
      : selectionLink(label, { ...selection, area_type: "service", area: service }, catalogue);
  const long = longRows(items, {
    ...{ id: "pressure", one: "service", many: "services", order: "those with most signs come first" },
    name: ({ label }) => label,
    always: ({ service }) => service === chosen,
  });
  const scales = scalesOf(items, drawn);
  return h(
    "div",
    {},
    figure(catalogue, {
      id: "pressure",
      title: `Signs of pressure in each service, ${when}`,
      summary: summaryOf(items, pressure),
      legend: [
        { mark: "interval", text: "Figure with its interval; a thick bar alone is a range" },
        { mark: "band", text: "What it is set against: a band or a line" },
      ],
      rows: long,
      draw: (width) =>
        h(
          "div",
          {},
          releaseMark(catalogue) === "" ? null : h("p", { class: "mark" }, releaseMark(catalogue)),
          (width < NARROW ? blocks : grid)(long.now(), drawn, scales, chosen, name),
        ),
      image: false,
      note: noteOf(items, pressure, catalogue),
      table: {
        caption: `Signs of pressure by service and rule, ${when}`,
        items,
        stacked: true,
        columns: [
          nameColumn("Service", (item: Item) => item.label),
          {
            label: "Borough and networks",
            text: ({ where }: Item) => where,
            csv: ({ where }: Item) => where,
          },
          countColumn(),
          ...rules.map((rule, place) => ruleColumn(rule, place)),
        ],
      },
      methods: ["pressure-signal"],
    }),
    h(
      "details",
      { class: "more" },
      h("summary", {}, "The table of rules"),
      h(
        "p",
        {},
        `A service is named from ${several} signs on. Nothing is weighted or added up but their number.`,
      ),
      pressureRulesTable(pressure, releaseMark(catalogue)),
    ),
  );
}

/** `2 of 3 signs`: those shown, of the rules that could be judged. */
const countWords = ({ shown, judged }: ServicePressure): string =>
  judged === 0 ? "none judged" : `${shown} of ${judged} signs`;

function summaryOf(items: readonly Item[], { several }: PressureDocument): string {
  const judged = items.filter((one) => one.judged >= several);
  const pressed = judged.filter((one) => one.shown >= several);
  const told = `${judged.length} of ${items.length} ${items.length === 1 ? "service" : "services"} could be judged by ${several} rules or more.`;
  if (judged.length === 0) return `No service could be judged by ${several} rules or more.`;
  if (pressed.length === 0) return `${told} None of them shows ${several} or more signs of pressure at once.`;
  const shows = `${told} ${pressed.length} ${pressed.length === 1 ? "shows" : "show"} ${several} or more signs of pressure at once`;
  if (!isTold(pressed.length)) return `${shows}. They stand first.`;
  return `${shows}: ${pressed.map((one) => `${one.label} (${countWords(one)} that could be judged)`).join("; ")}.`;
}

/** Rules on figures of staff, which small teams have none of. */
const STAFF_RULES = ["service_failures", "absence", "leaving", "burnout"];

function noteOf(items: readonly Item[], pressure: PressureDocument, catalogue: Catalogue): readonly Node[] {
  const small = items.filter(({ cells }) => {
    const staff = cells.filter(({ rule }) => STAFF_RULES.includes(rule));
    return (
      staff.some(({ short }) => short === "withheld") && staff.every(({ state }) => state === "not_judged")
    );
  }).length;
  const alarms = pressure.simulation.rows.filter(
    ({ truth, policy }) => truth === "unstrained" && policy === catalogue.policy.id,
  );
  const { replicates } = pressure.simulation;
  const most = Math.max(
    ...alarms.flatMap(({ sizes }) => sizes.map((one) => Math.round((one.several * replicates) / 100))),
  );
  const nowhere = pressure.rules.filter((rule) => !isJudgedAnywhere(items, rule));
  return [
    ...(nowhere.length === 0
      ? []
      : [
          h(
            "p",
            {},
            `No service can be judged by ${nowhere.map(({ title }) => title.toLowerCase()).join(", ")}: such figures are withheld, or were not collected.`,
          ),
        ]),
    ...(small === 0
      ? []
      : [
          h(
            "p",
            {},
            `In ${small} of ${items.length} services all figures of staff are withheld, since the team is small: only new referrals, backlog and open cases can be judged there. A service lead can see the rest of their own team in the local view, which is never published.`,
          ),
        ]),
    h(
      "p",
      {},
      alarms.length === 0
        ? ""
        : `Services without any strain, whose numbers vary by chance alone, were simulated: of ${replicates.toLocaleString("en-GB")} of each kind and size ${most === 0 ? "none" : `at most ${most}`} showed ${pressure.several} or more signs in a year. With many services and years, one may still be named by chance. `,
      "A sign says that a figure is clearly beyond its mark, not why, and nothing about any one person. No clear sign is not proof that all is well: a small team must be far beyond the mark before it shows.",
    ),
  ];
}

const isJudgedAnywhere = (items: readonly Item[], { id }: Rule): boolean =>
  items.some(({ cells }) => cells.some(({ rule, state }) => rule === id && state !== "not_judged"));

const head = (rule: Rule): Node =>
  explained(
    rule.title,
    rule.title,
    h("strong", {}, rule.title),
    " ",
    rule.compared,
    " Clearly: ",
    rule.clearly,
  );

function grid(
  items: readonly Item[],
  rules: readonly Rule[],
  scales: readonly Scale[],
  chosen: string,
  name: (item: Item) => Node,
): Node {
  return h(
    "table",
    { class: "pressure-grid" },
    h("caption", { class: "visually-hidden" }, "Signs of pressure, one row a service and one column a rule"),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, "Service"),
        rules.map((rule) =>
          h("th", { scope: "col" }, head(rule), h("span", { class: "pressure-against" }, rule.against)),
        ),
      ),
    ),
    h(
      "tbody",
      {},
      items.map((item) =>
        h(
          "tr",
          { class: item.service === chosen ? "chosen" : null },
          h("th", { scope: "row" }, name(item), countMark(item), whereMark(item)),
          cellsOf(item, rules).map((cell, place) =>
            h("td", { class: cell.state }, pressureCellParts(cell, scales[place] ?? [0, 1])),
          ),
        ),
      ),
    ),
  );
}

/** Services with a sign, and the one chosen, in full; the others are one line each until they are opened. */
function blocks(
  items: readonly Item[],
  rules: readonly Rule[],
  scales: readonly Scale[],
  chosen: string,
  name: (item: Item) => Node,
): Node {
  return h(
    "div",
    { class: "pressure-blocks" },
    items.map((item) => {
      const gone = cellsOf(item, rules).filter(({ state }) => state === "not_judged");
      const names = gone.map(
        ({ rule, short }) => `${rules.find(({ id }) => id === rule)?.title ?? rule} (${short})`,
      );
      const cells = [
        h(
          "dl",
          {},
          cellsOf(item, rules).map((cell, place) => {
            const rule = rules[place];
            if (cell.state === "not_judged" || rule === undefined) return null;
            return h(
              "div",
              { class: cell.state },
              h("dt", {}, head(rule), h("span", { class: "pressure-against" }, rule.against)),
              h("dd", {}, pressureCellParts(cell, scales[place] ?? [0, 1])),
            );
          }),
        ),
        names.length === 0 ? null : h("p", { class: "pressure-gone" }, `Not judged: ${names.join(", ")}.`),
      ];
      if (item.shown > 0 || item.service === chosen) {
        return h(
          "section",
          { class: item.service === chosen ? "chosen" : null },
          h("h4", {}, name(item), countMark(item)),
          whereMark(item),
          cells,
        );
      }
      return h("details", {}, h("summary", {}, item.label, countMark(item)), whereMark(item), cells);
    }),
  );
}

const whereMark = ({ near }: Item): Node | null =>
  near === "" ? null : h("span", { class: "pressure-where" }, near);

const countMark = (item: Item): Node => h("span", { class: "pressure-count" }, countWords(item));

type Scale = ReturnType<typeof scaleOf>;

const scalesOf = (items: readonly Item[], rules: readonly Rule[]) =>
  rules.map(({ id }) => scaleOf(items.flatMap(({ cells }) => cells.filter(({ rule }) => rule === id))));

/** The cells of the rules that are drawn, in their order. */
const cellsOf = ({ cells }: Item, rules: readonly Rule[]) =>
  rules.flatMap(({ id }) => cells.filter(({ rule }) => rule === id));

function countColumn(): TableColumn<Item> {
  return {
    label: "Signs shown, of those judged",
    text: countWords,
    csv: countWords,
  };
}

function ruleColumn(rule: Rule, place: number): TableColumn<Item> {
  const words = (item: Item, why: (cell: PressureCell) => string): string => {
    const cell = item.cells[place];
    if (cell === undefined) return "";
    const state = stateWords(cell.state);
    return cell.state === "not_judged" ? `${state} (${why(cell)})` : `${state}: ${cell.figure}; ${cell.mark}`;
  };
  return {
    label: rule.title,
    text: (item) => words(item, ({ short }) => short),
    csv: (item) => words(item, ({ reason }) => reason),
  };
}
