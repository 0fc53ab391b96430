import type { Component } from "./components.ts";
import type { Solve } from "./linear-program.ts";

/**
 * The rows of a component that together no numbers of people can meet, by their place in the model.
 *
 * Each row may be missed at a cost; the rows that hold the least cost back are a proof of the contradiction (Farkas).
 * All of the component's rows, where only whole numbers of people contradict.
 */
export async function contradictingRows(component: Component, solve: Solve): Promise<readonly number[]> {
  const { columns, rows, sources } = component;
  const program = await solve({
    columns: columns + 2 * rows.length,
    rows: rows.map((row, at) => ({
      ...row,
      columns: [...row.columns, columns + 2 * at, columns + 2 * at + 1],
      coefficients: [...row.coefficients, 1, -1],
    })),
  });
  const missed = Array.from({ length: 2 * rows.length }, (_, at) => columns + at);
  const answer = program.ask({ columns: missed, sense: "least", whole: false });
  program.close();
  if (answer.status !== "solved") return sources;
  const found = sources.filter((_, row) => Math.abs(answer.duals[row] ?? 0) > 1e-7);
  return answer.value > 1e-6 && found.length > 0 ? found : sources;
}
