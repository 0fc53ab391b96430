import loadHighs, { type Highs, type Model, type ModelData } from "highs";
import type {
  Answer,
  LinearProgram,
  OpenProgram,
  Question,
  Solve,
} from "../disclosure/audit/linear-program.ts";

/** Nodes of a search for whole numbers after which it is left undecided: a number, not seconds, so that it repeats. */
const NODES = 2000;

/**
 * Loads the HiGHS solver of linear programs.
 *
 * Bounds in any numbers by the primal simplex without presolve, which starts from the last answer; in whole numbers
 * by branch and cut. Source: Huangfu and Hall (2018), Mathematical Programming Computation 10, 119–142.
 */
export async function loadSolver(): Promise<Solve> {
  const highs = await loadHighs();
  return async (program) => openProgram(highs, program);
}

function openProgram(highs: Highs, program: LinearProgram): OpenProgram {
  const data = modelData(program);
  const relaxed = highs.createModel(data);
  relaxed.options.set({ output_flag: false, presolve: "off", solver: "simplex", simplex_strategy: 4 });
  let whole: Model | undefined;
  const wholeModel = () => {
    if (whole === undefined) {
      whole = highs.createModel({ ...data, integrality: new Int32Array(program.columns).fill(1) });
      whole.options.set({ output_flag: false, mip_rel_gap: 0, mip_max_nodes: NODES });
    }
    return whole;
  };
  const lastCosts = new Map<Model, readonly number[]>();
  return {
    ask: (question) => {
      const model = question.whole ? wholeModel() : relaxed;
      setCosts(model, lastCosts.get(model) ?? [], question);
      lastCosts.set(model, question.columns);
      return ask(highs, model, question);
    },
    close: () => {
      relaxed.dispose();
      whole?.dispose();
    },
  };
}

function modelData({ columns, rows, most }: LinearProgram): ModelData {
  const starts = [0];
  for (const row of rows) starts.push((starts.at(-1) ?? 0) + row.columns.length);
  return {
    numCols: columns,
    numRows: rows.length,
    colCost: new Float64Array(columns),
    colLower: new Float64Array(columns),
    colUpper: most ? Float64Array.from(most) : new Float64Array(columns).fill(Number.POSITIVE_INFINITY),
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => upper),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: columns,
      starts,
      indices: rows.flatMap((row) => row.columns),
      values: rows.flatMap(({ coefficients }) => coefficients),
    },
  };
}

function setCosts(model: Model, before: readonly number[], { columns, times }: Question): void {
  const costs = new Map<number, number>();
  for (const column of before) costs.set(column, 0);
  for (const [at, column] of columns.entries()) costs.set(column, times?.[at] ?? 1);
  for (const [column, cost] of costs) model.changeColCost(column, cost);
}

function ask(highs: Highs, model: Model, { sense, whole }: Question): Answer {
  const { objectiveSense, modelStatus } = highs.constants;
  model.changeObjectiveSense(sense === "least" ? objectiveSense.minimize : objectiveSense.maximize);
  model.run();
  const status = model.getModelStatus();
  if (status === modelStatus.optimal || status === modelStatus.empty) {
    const { colValue, rowDual } = model.getSolution();
    return {
      status: "solved",
      value: model.getObjectiveValue(),
      columns: colValue,
      duals: whole ? [] : rowDual,
    };
  }
  if (status === modelStatus.infeasible) return { status: "contradiction" };
  if (status === modelStatus.unbounded || status === modelStatus.unboundedOrInfeasible) {
    return { status: "unbounded" };
  }
  return { status: "undecided" };
}
