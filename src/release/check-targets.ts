import { measureLibrary } from "../measures/library.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { nearestWord } from "../model/nearest-word.ts";
import type { Programme } from "../model/programme.ts";

/**
 * Checks that the targets of programme.yaml are for measures that exist, and that shares lie from 0 to 1.
 *
 * @throws CodedError `PROGRAMME_INVALID` naming the nearest measure.
 */
export function checkTargets({ targets }: Pick<Programme, "targets">): void {
  const ids = measureLibrary.map(({ id }) => id);
  for (const { measure, value } of targets) {
    const entry = measureLibrary.find(({ id }) => id === measure);
    if (entry === undefined) {
      const near = nearestWord(measure, ids);
      throw invalid(
        `targets: there is no measure "${measure}".`,
        near === undefined ? "Take an id from the first column of estimates.csv." : `Did you mean "${near}"?`,
      );
    }
    if (entry.kind === "proportion" && !(value >= 0 && value <= 1)) {
      throw invalid(
        `targets: ${value} for "${measure}" is no share.`,
        "Write shares from 0 to 1: 0.6 for 60%.",
      );
    }
  }
}

const invalid = (what: string, remedy: string): CodedError =>
  new CodedError({
    code: "PROGRAMME_INVALID",
    place: { file: "programme.yaml" },
    what,
    remedy,
    exit: EXIT.usage,
  });
