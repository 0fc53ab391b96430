declare const brand: unique symbol;

/** A value of type `T` that was checked to be a `Name` at the edge, and is trusted inside. */
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** A calendar date as `yyyy-mm-dd`. */
export type IsoDate = Brand<string, "IsoDate">;

/** Reads `yyyy-mm-dd`. @throws RangeError where it is not a date of the calendar. */
export function parseIsoDate(text: string): IsoDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const date = match ? new Date(`${text}T00:00:00Z`) : undefined;
  if (date === undefined || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) {
    throw new RangeError(`"${text}" is not a date as yyyy-mm-dd.`);
  }
  return text as IsoDate;
}
