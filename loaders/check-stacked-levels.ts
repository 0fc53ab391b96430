import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { Profile } from "../src/model/profile.ts";
import type { ProgrammeSource } from "../src/model/programme.ts";

/**
 * A stacked file adds up to several times the truth unless exactly one level is kept.
 *
 * @throws CodedError `LEVELS_STACKED`
 */
export function checkStackedLevels(source: ProgrammeSource, profile: Profile): void {
  const column = profile.stacked_levels;
  if (column === undefined) return;
  const kept = (source.where ?? profile.where)[column];
  if (kept?.length === 1) return;
  throw new CodedError({
    code: "LEVELS_STACKED",
    place: { file: "programme.yaml", column },
    what: `source "${source.id}": the file repeats the same people at several levels in "${column}", and ${
      kept === undefined ? "none is" : `${kept.length} are`
    } chosen, so sums would be several times too big.`,
    remedy: `Keep one level, for example where: {${column}: [GP]}.`,
    exit: EXIT.refused,
  });
}
