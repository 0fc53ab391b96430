import { ComponentSolver, type SolverLimits, type Sought } from "./component-solver.ts";
import type { Components } from "./components.ts";
import { contradictingRows } from "./contradicting-rows.ts";
import type { Judged } from "./judged-count.ts";
import type { Solve } from "./linear-program.ts";

/** Opens a solver for each component that needs one, once. */
export class ComponentSolvers {
  readonly #split: Components;
  readonly #solve: Solve;
  readonly #limits: SolverLimits;
  readonly #sought: Sought[][];
  readonly #open = new Map<number, ComponentSolver>();

  constructor(split: Components, judged: readonly Judged[], solve: Solve, limits: SolverLimits) {
    this.#split = split;
    this.#solve = solve;
    this.#limits = limits;
    this.#sought = split.components.map(() => []);
    for (const { parts } of judged) {
      for (const { component, sought } of parts) this.#sought[component]?.push(sought);
    }
  }

  async get(component: number): Promise<ComponentSolver> {
    const found = this.#open.get(component) ?? (await this.#start(component));
    this.#open.set(component, found);
    return found;
  }

  async #start(component: number): Promise<ComponentSolver> {
    const program = this.#split.components[component];
    if (program === undefined) throw new Error(`No component ${component}`);
    return ComponentSolver.open(program, this.#limits, this.#sought[component] ?? [], this.#solve);
  }

  async contradicting(component: number): Promise<readonly number[]> {
    const program = this.#split.components[component];
    return program === undefined ? [] : contradictingRows(program, this.#solve);
  }

  close(): void {
    for (const solver of this.#open.values()) solver.close();
  }
}
