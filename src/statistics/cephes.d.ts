/** The parts of cephes in use: its package.json names no types for ES modules. */
declare module "cephes" {
  export const compiled: Promise<void>;
  /** Share of Student's t distribution with `k` degrees of freedom below `t`. */
  export function stdtr(k: number, t: number): number;
  /** The t with share `p` below it. */
  export function stdtri(k: number, p: number): number;
  /** Share of the standard normal distribution below `z`. */
  export function ndtr(z: number): number;
  /** The z with share `p` below it. */
  export function ndtri(p: number): number;
}
