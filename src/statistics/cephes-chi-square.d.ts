/** A further part of cephes in use, for tests on tables. */
declare module "cephes" {
  /** Share of the χ² distribution with `df` degrees of freedom above `x`. */
  export function chdtrc(df: number, x: number): number;
}
