/** Days of a year, leap days included on average. */
export const DAYS_A_YEAR = 365.25;
