import type { Programme } from "../src/model/programme.ts";
import type { RowPlan } from "./field-plan.ts";
import type { MappedField } from "./map-file.ts";

/** With fewer items, the same end of the scale for all is a usual answer: most people are not lonely. */
const FEWEST_ITEMS = 5;

/**
 * Conditions that all items of a score that is added up here were given the lowest, or all the highest, answer: its sum
 * then stands at an end of the instrument. Items themselves are not kept.
 * Compare the surveys with "extreme line response sets" that MIPS measure 503 (PAM-PM) leaves out.
 */
export function allExtremeSql(
  field: MappedField,
  plan: RowPlan,
  { instruments }: Pick<Programme, "instruments">,
): readonly string[] {
  if (field.score === undefined || field.plan.sum.length < FEWEST_ITEMS) return [];
  const instrument = instruments.find((one) => one.id === plan.set.instrument);
  if (instrument === undefined) return [];
  const ends = instrument.range.map((end) => Math.round(end * 10 ** instrument.decimals));
  return [`${field.score.inRange} AND ${field.value} IN (${ends.join(", ")})`];
}
