/** What a figure of a project is set beside: figures of staff and some others have no comparison networks. */
export interface ComparedFigure {
  readonly staff: boolean;
  readonly compared: boolean;
}

const STAFF =
  "Figures of staff are of the whole service and of financial years. They do not begin and end with the pilot, and have no comparison group.";
const COMPARED =
  "The comparison networks were not chosen by lot, and their people may differ. The two changes stand side by side; the difference between them is not put down to the project.";
const alone = (others: boolean): string =>
  `${others ? "The first measure has" : "There is"} no comparison group: whatever else changed at the same time is in ${others ? "its" : "these"} figures too.`;

/** What kind of comparison the measures of a project rest on: that of the primary one first. */
export function comparisonCaveats(
  primary: ComparedFigure,
  others: readonly ComparedFigure[],
): readonly string[] {
  const all = [primary, ...others];
  const compared = all.some((one) => one.compared);
  const staff = all.some((one) => one.staff);
  if (primary.staff) return [STAFF, ...(compared ? [COMPARED] : [])];
  return [
    ...(primary.compared ? [] : [alone(compared)]),
    ...(compared ? [COMPARED] : []),
    ...(staff ? [STAFF] : []),
  ];
}
