/** Name of the financial year, 1 April to 31 March, that begins in a calendar year: `2022-23` for 2022. */
export const financialYear = (start: number): string =>
  `${start}-${String((start + 1) % 100).padStart(2, "0")}`;

/** The financial year of a day (`yyyy-mm-dd`): `2021-22` for 2022-03-31. */
export const financialYearOf = (day: string): string =>
  financialYear(Number(day.slice(0, 4)) - (day.slice(5) < "04-01" ? 1 : 0));

/** The year before a financial year: `2022-23` for `2023-24`. */
export const yearBefore = (year: string): string => financialYear(Number(year.slice(0, 4)) - 1);
