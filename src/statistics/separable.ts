/** A PCN and how many of its link workers stand in the data. */
export interface WorkersOfPcn {
  readonly pcn: string;
  /** Link workers with at least one outcome there, a whole number from 1. */
  readonly workers: number;
}

/** In a PCN with fewer workers than this a worker's share of a difference cannot be told from the PCN's. */
const ENOUGH_WORKERS = 3;

/** Whether differences between PCNs can be told from differences between their link workers. */
export interface Separable {
  readonly verdict: "separable" | "in_part" | "not_separable";
  /** PCNs with one worker: worker and PCN are one and the same. */
  readonly oneWorker: readonly string[];
  /** PCNs with two workers: one difference between workers, too few to tell. */
  readonly twoWorkers: readonly string[];
  /** PCNs with three workers or more. */
  readonly enough: readonly string[];
  /** A sentence for the page. */
  readonly note: string;
}

/**
 * Says in which PCNs worker and PCN cannot be told apart: where a PCN has one link worker or two.
 *
 * `separable`: every PCN has three or more; `not_separable`: fewer than three PCNs have (there is then nothing to
 * compare); `in_part` otherwise. In the order given. A worker in two PCNs counts in each. Throws a RangeError unless
 * each count is a whole number from 1 and each PCN is named once.
 * Source: Snijders and Bosker (2012), Multilevel Analysis, 2nd ed., chapters 4 and 13.
 */
export function separable(workersPerPcn: readonly WorkersOfPcn[]): Separable {
  for (const { pcn, workers } of workersPerPcn) {
    if (!Number.isInteger(workers) || workers < 1) {
      throw new RangeError(`${pcn} has a whole number of workers from 1, not ${workers}.`);
    }
  }
  if (new Set(workersPerPcn.map(({ pcn }) => pcn)).size < workersPerPcn.length) {
    throw new RangeError("Each PCN is named once.");
  }
  const having = (test: (workers: number) => boolean) =>
    workersPerPcn.flatMap(({ pcn, workers }) => (test(workers) ? [pcn] : []));
  const groups = {
    oneWorker: having((workers) => workers === 1),
    twoWorkers: having((workers) => workers === 2),
    enough: having((workers) => workers >= ENOUGH_WORKERS),
  };
  const few = workersPerPcn.length - groups.enough.length;
  if (groups.enough.length < ENOUGH_WORKERS) {
    const note =
      "Worker and PCN cannot be told apart: fewer than three PCNs have three or more link workers. A difference " +
      "between PCNs may be one between individual workers.";
    return { verdict: "not_separable", ...groups, note };
  }
  if (few === 0)
    return { verdict: "separable", ...groups, note: "Every PCN has three or more link workers." };
  const note = `Worker and PCN cannot be told apart in ${few} of ${workersPerPcn.length} PCNs, which have one or two link workers.`;
  return { verdict: "in_part", ...groups, note };
}
