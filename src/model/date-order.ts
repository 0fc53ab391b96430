import { z } from "zod";

/** In which order a date's numbers stand: one for a whole column, never guessed cell by cell. */
export const dateOrder = z.enum(["dmy", "mdy", "ymd"]);

export type DateOrder = z.output<typeof dateOrder>;
