import type { Policy } from "./policy.ts";
import { protectCount } from "./protect-count.ts";
import { Released, Unreleased } from "./sealed.ts";

/** A count as published, or withheld. */
export interface Figure {
  readonly value: number | null;
  readonly status: "published" | "withheld";
}

/** Any table whose `number` leaves are exact counts becomes the same table with figures under the policy. */
export type WithFigures<T> = T extends number
  ? Figure
  : T extends readonly (infer Item)[]
    ? WithFigures<Item>[]
    : T extends object
      ? { [Key in keyof T]: WithFigures<T[Key]> }
      : T;

/** Applies a policy to every count of a nested table, such as rows by source or by rule. */
export function protectCounts<T>(sealed: Unreleased<T>, policy: Policy): Released<WithFigures<T>> {
  return Released.mark(protect(Unreleased.open(sealed), policy) as WithFigures<T>);
}

function protect(value: unknown, policy: Policy): unknown {
  if (typeof value === "number") {
    const count = protectCount(value, policy);
    return { value: count, status: count === null ? "withheld" : "published" } satisfies Figure;
  }
  if (Array.isArray(value)) return value.map((item) => protect(item, policy));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, protect(item, policy)]));
  }
  return value;
}
