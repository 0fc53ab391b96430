/** People reached in five neighbourhoods, invented, most deprived first, and their shares of the population. */
export const REACHED = [
  { observed: 120, population: 0.4 },
  { observed: 60, population: 0.25 },
  { observed: 40, population: 0.2 },
  { observed: 20, population: 0.1 },
  { observed: 10, population: 0.05 },
] as const;

/** The same as a table, to be shown as what is given. */
export const REACHED_TABLE = {
  columns: ["Neighbourhood", "People reached", "Share of the population"],
  rows: REACHED.map(({ observed, population }, index) => [
    index === 0 ? "1 (most deprived)" : `${index + 1}`,
    observed,
    population,
  ]),
};
