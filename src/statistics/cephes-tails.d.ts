/** Further parts of cephes in use, for beta, binomial, gamma and Poisson distributions. */
declare module "cephes" {
  /** Share of the beta distribution (a, b) below `x`. */
  export function incbet(a: number, b: number, x: number): number;
  /** The x with share `p` of the beta distribution (a, b) below it. */
  export function incbi(a: number, b: number, p: number): number;
  /** Share of the gamma distribution of shape `a` above `x`. */
  export function igamc(a: number, x: number): number;
  /** The x with share `p` of the gamma distribution of shape `a` above it. */
  export function igami(a: number, p: number): number;
  /** Natural logarithm of the gamma function. */
  export function lgam(x: number): number;
}
