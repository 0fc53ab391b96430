import type { PressureDocument, SimulatedService } from "../../src/findings/pressure-document.ts";
import { dataTable } from "./data-table.js";
import { nothing } from "./dom.js";
import type { TableColumn } from "./table-model.js";

const column = <T>(label: string, of: (item: T) => string, numeric = false): TableColumn<T> => ({
  label,
  numeric,
  text: of,
  csv: of,
});

/** The table of rules by which a service is said to show a sign of pressure. */
export function pressureRulesTable({ rules }: PressureDocument, mark = ""): Node {
  type Rule = PressureDocument["rules"][number];
  return dataTable<Rule>(
    {
      caption: "Rules by which a service shows a sign of pressure",
      items: rules,
      stacked: true,
      columns: [
        column("Rule", ({ title }) => title),
        column("What is compared", ({ compared }) => compared),
        column("When it is clear", ({ clearly }) => clearly),
        column("What it needs", ({ needs }) => needs),
        column("Shown by chance at most", ({ by_chance }) => `${100 * by_chance} in 100`, true),
      ],
    },
    mark,
  );
}

const TRUTHS = { unstrained: "no strain", one: "one pressure", strained: "several pressures" } as const;

/** How often the rules name simulated services, without strain and with it; nothing where no simulation was run. */
export function pressureSimulationTable({ simulation, several }: PressureDocument): Node {
  const sizes = simulation.rows[0]?.sizes ?? [];
  if (sizes.length === 0) return nothing();
  const at = (staff: number) => (row: SimulatedService) => {
    const size = row.sizes.find((one) => one.staff === staff);
    return size === undefined ? "" : `${size.several.toFixed(1)} (${size.judged.toFixed(1)} rules)`;
  };
  return dataTable<SimulatedService>({
    caption: `Services in 100 that are named, with ${several} signs or more, and rules judged on average: ${simulation.replicates.toLocaleString("en-GB")} simulations each`,
    items: simulation.rows,
    stacked: true,
    columns: [
      column("Service", ({ service }) => service),
      column("Truth", ({ truth }) => TRUTHS[truth]),
      column("Policy", ({ policy }) => (policy === "none" ? "none: local view" : policy)),
      ...sizes.map(({ staff }) => column(`${staff} staff`, at(staff), true)),
    ],
  });
}
