/**
 * How many times as many people a clustered sample needs: 1 + ((1 + cv²) m − 1) ρ, for m people per cluster on average,
 * cv the coefficient of variation of cluster sizes and ρ the intraclass correlation.
 *
 * Without clusters (m = 1, cv = 0) it is 1. Throws a RangeError unless m is from 1, cv from 0 and 0 ≤ ρ ≤ 1.
 * Source: Eldridge, Ashby and Kerry (2006), International Journal of Epidemiology 35:1292–1300.
 */
export function designEffect(
  peoplePerCluster: number,
  intraclassCorrelation: number,
  sizeVariation = 0,
): number {
  const sound =
    peoplePerCluster >= 1 && sizeVariation >= 0 && [peoplePerCluster, sizeVariation].every(Number.isFinite);
  if (!sound || !(intraclassCorrelation >= 0 && intraclassCorrelation <= 1)) {
    throw new RangeError(
      `No design effect for ${peoplePerCluster} per cluster, correlation ${intraclassCorrelation}, variation ${sizeVariation}.`,
    );
  }
  return 1 + ((1 + sizeVariation ** 2) * peoplePerCluster - 1) * intraclassCorrelation;
}

/** Completed follow-ups with a fixed number of clusters, or why no number is enough. */
export type FixedClusters =
  | { readonly completed: number; readonly perCluster: number; readonly reason: null }
  | { readonly completed: null; readonly perCluster: null; readonly reason: "too_few_clusters" };

/**
 * Completed follow-ups over a fixed number of clusters that tell as much as `independent` unclustered people:
 * independent × (1 − ρ) ÷ (1 − ρ · independent ÷ clusters), shared equally.
 *
 * Where clusters ≤ ρ × independent no number of people is enough: only more clusters help (`too_few_clusters`).
 * Throws a RangeError unless both are whole from 1 and 0 ≤ ρ ≤ 1.
 * Source: Hemming, Girling, Sitch, Marsh and Lilford (2011), BMC Medical Research Methodology 11:102.
 */
export function completedInFixedClusters(
  independent: number,
  clusters: number,
  intraclassCorrelation: number,
): FixedClusters {
  const whole = Number.isSafeInteger(independent) && Number.isSafeInteger(clusters);
  if (
    !whole ||
    independent < 1 ||
    clusters < 1 ||
    !(intraclassCorrelation >= 0 && intraclassCorrelation <= 1)
  ) {
    throw new RangeError(`${independent} people in ${clusters} clusters cannot be planned.`);
  }
  const left = 1 - (intraclassCorrelation * independent) / clusters;
  // Within rounding of 0 the number asked for would be an accident.
  if (left <= 1e-9) return { completed: null, perCluster: null, reason: "too_few_clusters" };
  const perCluster = Math.max(
    1,
    Math.ceil((independent * (1 - intraclassCorrelation)) / left / clusters - 1e-9),
  );
  return { completed: perCluster * clusters, perCluster, reason: null };
}
