import type { ProgrammeSource } from "../src/model/programme.ts";

/**
 * The system whose own numbers a source holds, as it stands before a colon and such a number: without a colon of its own,
 * so that number 1:7 of system `hub` is never number 7 of system `hub:1`.
 */
export const systemOf = ({ system, id }: Pick<ProgrammeSource, "system" | "id">): string =>
  (system ?? id).replace(/[%:]/g, encodeURIComponent);
