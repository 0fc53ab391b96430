/** `1 row was`, `2 rows were`: a number with the words that agree with it. */
export const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
