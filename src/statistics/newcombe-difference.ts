/** An estimate with the limits of its own interval, in one unit. */
export interface Limits {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * The difference of two independent estimates with its interval, from the limits of each:
 * d − √((v₁ − l₁)² + (u₂ − v₂)²) to d + √((u₁ − v₁)² + (v₂ − l₂)²), with d = v₁ − v₂.
 *
 * With Wilson's limits of two shares it is Newcombe's method 10; it serves other limits alike, and with v ± z·se it
 * is d ± z·√(se₁² + se₂²). Its level is that of the limits. Throws a RangeError where a value is outside its limits.
 * Sources: Newcombe (1998), Statistics in Medicine 17:873–890; Zou and Donner (2008), Statistics in Medicine
 * 27:1693–1702.
 */
export function newcombeDifference(one: Limits, other: Limits): Limits {
  for (const { value, lower, upper } of [one, other]) {
    if (!(lower <= value && value <= upper)) {
      throw new RangeError(`${value} does not lie within ${lower} to ${upper}.`);
    }
  }
  const value = one.value - other.value;
  return {
    value,
    lower: value - Math.hypot(one.value - one.lower, other.upper - other.value),
    upper: value + Math.hypot(one.upper - one.value, other.value - other.lower),
  };
}
