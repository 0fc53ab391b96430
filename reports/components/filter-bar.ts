import type { Catalogue } from "../../src/release/catalogue.ts";
import { aboutToChoose } from "./choices-ahead.js";
import { h } from "./dom.js";
import {
  AREA_TYPES,
  equityBreakdowns,
  listTypes,
  PERIOD_TYPES,
  type Selection,
  type SelectionKey,
  stepTypes,
} from "./selection.js";
import { observeSelection, setSelection } from "./selection-store.js";

interface Option {
  readonly value: string;
  readonly label: string;
}

/** A select of a page's own: its id, label and options, and how it reads and writes the selection. */
export interface OwnControl extends Control {
  readonly id: string;
}

interface Control {
  readonly label: string;
  readonly groups: readonly { readonly label: string; readonly options: readonly Option[] }[];
  read(selection: Selection): string;
  write(selection: Selection, value: string): Selection;
  /** What an option says while this is selected, where that is not always its label. */
  says?(value: string, selection: Selection): string;
}

const split = (value: string): readonly [string, string] => {
  const at = value.indexOf(":");
  return [value.slice(0, at), value.slice(at + 1)];
};

const flat = (options: readonly Option[]): Control["groups"] => [{ label: "", options }];

const STEPS: Readonly<Record<string, string>> = {
  quarter: "Quarter",
  financial_year: "Financial year",
  window: "Before, during and after",
  month: "Month",
};

function control(key: SelectionKey, catalogue: Catalogue): Control {
  switch (key) {
    case "area":
      return {
        label: "Area",
        groups: AREA_TYPES.map((type) => ({
          label: type.many,
          options: catalogue.areas
            .filter((area) => area.area_type === type.id)
            .map((area) => ({ value: `${area.area_type}:${area.area}`, label: area.label })),
        })),
        read: (selection) => `${selection.area_type}:${selection.area}`,
        write: (selection, value) => ({ ...selection, area_type: split(value)[0], area: split(value)[1] }),
      };
    case "period":
      return {
        label: "Period",
        groups: PERIOD_TYPES.map((type) => ({
          label: type.many,
          options: catalogue.periods
            .filter((period) => period.period_type === type.id)
            .map((period) => ({ value: `${period.period_type}:${period.period}`, label: period.label })),
        })),
        read: (selection) => `${selection.period_type}:${selection.period}`,
        write: (selection, value) => ({
          ...selection,
          period_type: split(value)[0],
          period: split(value)[1],
        }),
      };
    case "instrument":
      return {
        label: "Outcome instrument",
        groups: flat(catalogue.instruments.map((one) => ({ value: one.id, label: one.name }))),
        read: (selection) => selection.instrument,
        write: (selection, instrument) => ({ ...selection, instrument }),
      };
    case "by":
      return {
        label: "Break down by",
        groups: flat(equityBreakdowns(catalogue).map((one) => ({ value: one.breakdown, label: one.label }))),
        read: (selection) => selection.breakdown,
        write: (selection, breakdown) => ({ ...selection, breakdown }),
      };
    case "list":
      return {
        label: "Set side by side",
        groups: flat(
          listTypes(catalogue).map((type) => ({
            value: type,
            label: AREA_TYPES.find((one) => one.id === type)?.many ?? type,
          })),
        ),
        read: (selection) => selection.list,
        write: (selection, list) => ({ ...selection, list }),
      };
    case "step":
      return {
        label: "Over time by",
        groups: flat(stepTypes(catalogue).map((type) => ({ value: type, label: STEPS[type] ?? type }))),
        read: (selection) => selection.step,
        write: (selection, step) => ({ ...selection, step }),
      };
  }
}

/**
 * Labelled native selects for parts of the selection; one with nothing to choose is left out.
 * They follow the address, so that back and forward work.
 */
export function filterBar(
  catalogue: Catalogue,
  keys: readonly (SelectionKey | OwnControl)[],
  label = "Choose what to show",
): Node {
  const selects: { readonly control: Control; readonly select: HTMLSelectElement }[] = [];
  let now: Selection | undefined;
  const fields = keys.flatMap((name) => {
    const key = typeof name === "string" ? name : name.id;
    const one = typeof name === "string" ? control(name, catalogue) : name;
    const groups = one.groups.filter((group) => group.options.length > 0);
    if (groups.flatMap((group) => group.options).length < 2) return [];
    const ahead = (): void => {
      const selection = now;
      if (selection === undefined) return;
      const options = groups.flatMap((group) => group.options);
      aboutToChoose(options.map(({ value }) => one.write(selection, value)));
    };
    const select = h(
      "select",
      {
        id: `select-${key}`,
        onfocus: ahead,
        onpointerenter: ahead,
        onchange(event: Event) {
          const value = (event.currentTarget as HTMLSelectElement).value;
          if (now !== undefined) setSelection(one.write(now, value), catalogue);
        },
      },
      groups.map((group) => {
        const options = group.options.map((option) => h("option", { value: option.value }, option.label));
        return group.label === "" || (group.options.length === 1 && groups.length > 1)
          ? options
          : h("optgroup", { label: group.label }, options);
      }),
    );
    selects.push({ control: one, select });
    return [h("div", { class: "field" }, h("label", { for: `select-${key}` }, one.label), select)];
  });
  if (fields.length === 0) return document.createTextNode("");
  observeSelection(catalogue, (selection) => {
    now = selection;
    for (const { control: one, select } of selects) {
      select.value = one.read(selection);
      if (one.says === undefined) continue;
      for (const option of select.options) {
        const said = one.says(option.value, selection);
        if (option.text !== said) option.text = said;
      }
    }
  });
  return h(
    "form",
    { class: "filters", "aria-label": label, onsubmit: (event) => event.preventDefault() },
    fields,
  );
}
