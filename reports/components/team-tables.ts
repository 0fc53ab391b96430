import type { TeamMember, TeamView } from "../../src/measures/team-members.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { h, nothing } from "./dom.js";
import { figure } from "./figure.js";
import { formatDate, formatDecimal } from "./format.js";
import type { TableColumn } from "./table-model.js";
import { knownBy, placeName } from "./team-words.js";

const KINDS = [
  ["direct", "With people"],
  ["administration", "Administration"],
  ["service_failures", "Responding to service failures"],
  ["travel", "Travel"],
] as const;

const whole = (value: number): string => formatDecimal(value, 0);
const ABSENT = "Not recorded";

const number = (
  label: string,
  value: (member: TeamMember) => number | null | undefined,
): TableColumn<TeamMember> => ({
  label,
  numeric: true,
  text: (member) => {
    const one = value(member);
    return one === null || one === undefined ? ABSENT : whole(one);
  },
  csv: (member) => value(member) ?? ABSENT,
});

/** Entries of one kind of work with their minutes: one column on the page, two in the download. */
function kindColumns([kind, label]: (typeof KINDS)[number]): readonly TableColumn<TeamMember>[] {
  const of = ({ work }: TeamMember) => work[kind];
  return [
    {
      label: `${label}: entries (minutes)`,
      numeric: true,
      pageOnly: true,
      text: (member) => {
        const one = of(member);
        if (one === undefined) return "0";
        return one.minutes === null ? whole(one.contacts) : `${whole(one.contacts)} (${whole(one.minutes)})`;
      },
      csv: (member) => of(member)?.contacts ?? 0,
    },
    { ...number(`${label}: entries`, (member) => of(member)?.contacts ?? 0), csvOnly: true },
    { ...number(`${label}: minutes`, (member) => of(member)?.minutes ?? null), csvOnly: true },
  ];
}

const membersOf = (view: TeamView, service: string): readonly TeamMember[] =>
  view.members.filter((one) => (one.service ?? "") === service);

const who = (catalogue: Catalogue): readonly TableColumn<TeamMember>[] => [
  {
    label: "Member of staff",
    text: (member) =>
      h("span", {}, member.label, h("span", { class: "known-by" }, knownBy(catalogue, member))),
    csv: ({ label }) => label,
  },
  {
    label: "Known by",
    csvOnly: true,
    text: (member) => knownBy(catalogue, member),
    csv: (member) => knownBy(catalogue, member),
  },
];

/** Referrals, waiting people and recorded work of each member of a service's team. */
export function teamWork(catalogue: Catalogue, view: TeamView, service: string): Node {
  const members = membersOf(view, service);
  const items = members.filter(({ known_from }) => known_from !== "staff");
  if (items.length === 0) return nothing();
  const others = members.length - items.length;
  const { rolling, data_date } = view.days;
  const open = items.reduce((sum, { cases }) => sum + (cases?.open ?? 0), 0);
  const waiting = items.reduce((sum, { cases }) => sum + (cases?.waiting ?? 0), 0);
  const apart = items.some(({ known_from }) => known_from === "cases");
  const name = placeName(catalogue, "service", service);
  return figure(catalogue, {
    id: "team-work",
    title: `Referrals and recorded work, one row a member of staff: ${name}`,
    summary: `${items.length} members of staff ${items.length === 1 ? "has" : "have"} cases or entries in the case records. Together they had ${whole(open)} open cases on ${formatDate(data_date)}; ${waiting === 0 ? "none" : whole(waiting)} of these people ${waiting === 1 ? "has" : "have"} still to be seen or spoken with for the first time.${others === 0 ? "" : ` ${others} others of the team have none and are left out.`}`,
    note: [
      `New referrals, entries and minutes are of the 52 weeks from ${formatDate(rolling.from)} to ${formatDate(data_date)}. Work that nobody wrote down is not here.`,
      apart
        ? " The case records and the staff records know people differently, by a name and by a staff number. Where they could not be put together, a person stands in two rows: name a list of both under workforce: staff_names_file in programme.yaml (see the README)."
        : "",
    ].join(""),
    table: {
      stacked: true,
      caption: `Referrals and recorded work, ${name}`,
      items,
      columns: [
        ...who(catalogue),
        number("New referrals", ({ cases }) => cases?.new_referrals),
        number("Open cases", ({ cases }) => cases?.open),
        number("Of these waiting", ({ cases }) => cases?.waiting),
        ...KINDS.flatMap(kindColumns),
        number("Days since the last entry", ({ days_since_entry }) => days_since_entry),
      ],
    },
    open: true,
    sortable: "as given",
    methods: [],
  });
}

/** Sickness of each member of a service's team, with the Bradford factor of the last 52 weeks. */
export function teamSickness(catalogue: Catalogue, view: TeamView, service: string): Node {
  const items = membersOf(view, service).filter(({ sickness, volunteer }) => sickness !== null && !volunteer);
  if (items.length === 0) return nothing();
  const { rolling, year, last_year, data_date } = view.days;
  const long = view.long_absence_days;
  const name = placeName(catalogue, "service", service);
  const span = (from: string, to: string) => `${formatDate(from)} to ${formatDate(to)}`;
  const many = items.filter(({ sickness }) => (sickness?.last_year_days ?? 0) >= long).length;
  const year_days = (
    label: string,
    days: (sickness: NonNullable<TeamMember["sickness"]>) => number,
  ): TableColumn<TeamMember> => ({
    label,
    numeric: true,
    text: ({ sickness }) => {
      if (sickness === null) return ABSENT;
      const value = days(sickness);
      return value < long ? whole(value) : h("strong", {}, `${whole(value)} (${long} or more)`);
    },
    csv: ({ sickness }) => (sickness === null ? ABSENT : days(sickness)),
  });
  return figure(catalogue, {
    id: "team-sickness",
    title: `Sickness absence, one row a member of staff: ${name}`,
    summary: `${many} of ${items.length} had ${long} or more sick days in the financial year ${span(last_year.from, last_year.to)}. All days are calendar days, rest days included.`,
    note: h(
      "div",
      {},
      h(
        "p",
        {},
        `Bradford factor: spells × spells × days of sickness in the 52 weeks ${span(rolling.from, data_date)}. Ten days in one spell give 10, in five spells 250, in ten spells 1,000. An illness that stands under several posts is one spell, and so are spells of which one begins on the day after the other ended. A spell that began earlier counts with its days in the 52 weeks.`,
      ),
      h(
        "p",
        {},
        "The records do not say which absence has to do with a disability or a pregnancy: such absence must be left out before anyone acts on the number, and the numbers here still hold it. The points at which an employer looks closer (50 to 250 are often named) are local custom and no standard, and trade unions criticise the factor: it weighs many short spells far above one long one, which says nothing of why somebody was ill. Sources: Nursing Standard 38(8), page 23; Chartered Institute of Personnel and Development.",
      ),
    ),
    table: {
      stacked: true,
      caption: `Sickness absence, ${name}`,
      items,
      columns: [
        ...who(catalogue),
        year_days(`Days, ${span(year.from, year.to)}`, (one) => one.year_days),
        year_days(`Days, ${span(last_year.from, last_year.to)}`, (one) => one.last_year_days),
        number("Days in the last 52 weeks", ({ sickness }) => sickness?.rolling_days),
        number("Spells in the last 52 weeks", ({ sickness }) => sickness?.rolling_spells),
        number("Bradford factor, disability not left out", ({ sickness }) => sickness?.bradford),
      ],
    },
    open: true,
    sortable: "as given",
    methods: [],
  });
}
