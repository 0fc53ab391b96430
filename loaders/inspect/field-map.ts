import type { FieldChoice } from "./assign-fields.ts";
import type { FieldName } from "./field-names.ts";
import { type InspectedColumn, isDate } from "./inspected-column.ts";
import type { Confidence } from "./source-proposal.ts";
import { remark } from "./yaml-fragment.ts";

/** How sure a choice is, by its weight. */
export function confidenceOf({ weight }: FieldChoice): Confidence {
  if (weight >= 0.95) return "high";
  return weight >= 0.55 ? "medium" : "low";
}

/** The fields of a table as the mapping writes them. */
export function fieldMap(
  choices: readonly FieldChoice[],
  table: string | undefined,
): Readonly<Record<string, unknown>> {
  const needed = new Set(["referral.received_date", "contact.date", "absence.first_day"]);
  return Object.fromEntries(
    choices.map((choice) => {
      const { column, name } = choice;
      const place = `${name.table}.${name.field}`;
      const list = name.codes === undefined ? undefined : column.lists.find((one) => one.list === name.codes);
      const full = column.filled === column.rows && column.filled > 0;
      const required =
        needed.has(place) || (name.field === "source_referral_id" && full && table !== undefined);
      const field = {
        column: column.name,
        ...typeOf(name, column),
        ...(name.codes !== undefined ? { codes: name.codes } : {}),
        ...(list?.split !== undefined && MANY.has(place) ? { split: list.split } : {}),
        ...(required ? { required: true } : {}),
      };
      return [
        name.field,
        confidenceOf(choice) === "high" ? field : remark(field, `please confirm: ${choice.reason}`),
      ] as const;
    }),
  );
}

/** Fields that may hold several values in one cell. */
const MANY = new Set(["person.cohorts", "referral.reasons"]);

function typeOf(name: FieldName, column: InspectedColumn): { readonly type?: string } {
  if (name.field === "birth_year") return { type: "birth_year" };
  if (name.type !== undefined) return { type: name.type };
  if (isDate(column)) return { type: "date" };
  return name.codes === undefined ? {} : { type: "code" };
}
