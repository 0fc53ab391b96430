/** One entry of the glossary. */
export interface GlossaryTerm {
  /** Anchor on the Glossary page. */
  readonly id: string;
  readonly term: string;
  /** What an abbreviation stands for. */
  readonly full?: string;
  readonly meaning: string;
}

/** Every abbreviation and term the pages use, in alphabetical order. */
export const GLOSSARY: readonly GlossaryTerm[] = [
  {
    id: "aa",
    term: "AA",
    full: "Double A",
    meaning: "The middle one of the three levels of the Web Content Accessibility Guidelines.",
  },
  {
    id: "ancova",
    term: "ANCOVA",
    full: "Analysis of covariance",
    meaning: "Comparing groups as if everybody had started at the same score.",
  },
  {
    id: "backlog",
    term: "Backlog",
    meaning:
      "The referrals that are open on a day: received and not closed. Those among them that wait have had no attended contact.",
  },
  {
    id: "baseline",
    term: "Baseline",
    meaning: "A person’s first score on an instrument, at or near the start of their support.",
  },
  {
    id: "before-after",
    term: "Before and after",
    meaning:
      "The same people measured twice. Without a comparison group it shows that scores changed, not what changed them.",
  },
  {
    id: "bmc",
    term: "BMC",
    full: "BioMed Central",
    meaning: "A publisher of journals that anyone can read.",
  },
  {
    id: "bmj",
    term: "BMJ",
    full: "British Medical Journal",
    meaning: "A medical journal.",
  },
  {
    id: "breakdown",
    term: "Breakdown",
    meaning: "A figure split by a characteristic of people, such as age or ethnic group.",
  },
  {
    id: "case-mix",
    term: "Case mix",
    meaning:
      "Who the people of a service or network are, as far as it bears on its figures: how they started, their age, gender, deprivation and reasons. A figure adjusted for case mix is set against what such people show elsewhere.",
  },
  {
    id: "cbe",
    term: "CBE",
    full: "Cell Biology Education",
    meaning: "The older name of a journal, now CBE Life Sciences Education.",
  },
  {
    id: "ci",
    term: "CI",
    full: "Confidence interval",
    meaning: "What many papers call an interval. See interval.",
  },
  {
    id: "common-cause",
    term: "Common cause",
    meaning:
      "What makes periods differ all the time, by nothing in particular. A point within the limits of a control chart needs no story of its own.",
  },
  {
    id: "comparator",
    term: "Comparator",
    meaning: "People or areas like those supported, but without the support, that a result is set against.",
  },
  {
    id: "comparison-networks",
    term: "Comparison networks",
    meaning:
      "Primary care networks of the same area that took no part in a project. They show what changed over the same time without it; they were not chosen by lot.",
  },
  {
    id: "control-chart",
    term: "Control chart",
    meaning:
      "A series over time with a middle line and limits within which nearly all periods lie if nothing but chance moves them.",
  },
  {
    id: "cr1",
    term: "CR1",
    full: "Cluster-robust, first correction",
    meaning:
      "A way to work out an interval when people of one service are alike. Stata’s version of it is CR1S.",
  },
  {
    id: "cr2",
    term: "CR2",
    full: "Cluster-robust, second correction",
    meaning: "The same as CR1, with a correction that does better where services are few.",
  },
  {
    id: "cronbach-alpha",
    term: "Cronbach’s alpha",
    meaning:
      "How far the questions of one scale go together, from 0 to 1. Where it is low, their average says little.",
  },
  {
    id: "csv",
    term: "CSV",
    full: "Comma-separated values",
    meaning: "A plain table file that any spreadsheet opens.",
  },
  {
    id: "cut-points",
    term: "Cut points",
    meaning: "The scores at which one level ends and the next begins.",
  },
  {
    id: "cv3",
    term: "CV3",
    full: "Cluster-robust, third correction",
    meaning:
      "The same again, worked out by leaving out one service at a time. It errs on the side of wide intervals.",
  },
  {
    id: "disclosure-control",
    term: "Disclosure control",
    meaning: "Withholding and rounding figures so that nobody can be picked out, even by combining tables.",
  },
  {
    id: "dpia",
    term: "DPIA",
    full: "Data protection impact assessment",
    meaning:
      "Writing down, before it is done, what will be done with people’s data, what could go wrong for them, and what is done about it.",
  },
  {
    id: "drawn-in",
    term: "Drawn in",
    meaning:
      "A network’s figure moved towards that of all networks as far as chance is likely to have pulled it away: far for a small network, little for a large one.",
  },
  {
    id: "due",
    term: "Due",
    meaning: "A person whose baseline lies far enough back that a follow-up could have been made.",
  },
  {
    id: "eligible",
    term: "Eligible",
    meaning: "A person with a referral that the service did not decline, or with a score.",
  },
  {
    id: "emis",
    term: "EMIS",
    full: "Egton Medical Information Systems",
    meaning: "A record system of general practices.",
  },
  {
    id: "eq-5d",
    term: "EQ-5D",
    meaning:
      "A questionnaire of five questions about health: mobility, self-care, usual activities, pain and anxiety. Its index is 1 for full health.",
  },
  {
    id: "expected-change",
    term: "Expected change",
    meaning:
      "The change that would be seen from regression to the mean alone, because unusual first scores tend to be followed by more usual ones. Recovery over time is not in it. See regression to the mean.",
  },
  {
    id: "financial-year",
    term: "Financial year",
    meaning: "1 April to 31 March. 2022–23 starts on 1 April 2022.",
  },
  {
    id: "follow-up",
    term: "Follow-up",
    meaning: "A person’s later score on the same instrument, within the window the programme declared.",
  },
  {
    id: "follow-up-rate",
    term: "Follow-up rate",
    meaning: "People measured at the start and again, as a share of the people due.",
  },
  {
    id: "fte",
    term: "FTE",
    full: "Full-time equivalent",
    meaning: "Working hours counted as full-time posts: two half-time workers are 1.0.",
  },
  {
    id: "funnel-plot",
    term: "Funnel plot",
    meaning:
      "A picture of networks by size and figure, between the limits that chance alone would give a network of each size: wide for small networks, narrow for large ones.",
  },
  {
    id: "gb",
    term: "GB",
    full: "Gigabyte",
    meaning: "A thousand million characters of a file.",
  },
  {
    id: "gp",
    term: "GP",
    full: "General practitioner",
    meaning: "A family doctor; general practice is where most people are registered.",
  },
  {
    id: "grade",
    term: "GRADE",
    full: "Grading of Recommendations Assessment, Development and Evaluation",
    meaning:
      "A widely used way to say how sure the evidence of many studies is. Its rules are not those of this site.",
  },
  {
    id: "hm",
    term: "HM",
    full: "His Majesty’s",
    meaning: "As in HM Treasury, the finance ministry of the United Kingdom.",
  },
  {
    id: "hmac",
    term: "HMAC",
    full: "Keyed-hash message authentication code",
    meaning:
      "A way to replace a number by a pseudonym with a key, so that without the key nobody can find out which number it was.",
  },
  {
    id: "icb",
    term: "ICB",
    full: "Integrated care board",
    meaning: "The body that plans health services for a part of England.",
  },
  {
    id: "icc",
    term: "ICC",
    full: "Intra-cluster correlation",
    meaning: "How much more alike people of one service are than people of different services.",
  },
  {
    id: "instrument",
    term: "Instrument",
    meaning: "A questionnaire with fixed questions and scoring that measures an outcome.",
  },
  {
    id: "interval",
    term: "Interval",
    meaning:
      "The range of values that the data are compatible with. A 95% interval is made by a method that covers the true value 95 times in 100. Wide means uncertain.",
  },
  {
    id: "iso",
    term: "ISO",
    full: "International Organization for Standardization",
    meaning: "Publishes standards, here the codes of languages.",
  },
  {
    id: "jasa",
    term: "JASA",
    full: "Journal of the American Statistical Association",
    meaning: "A journal of statistics.",
  },
  {
    id: "jbes",
    term: "JBES",
    full: "Journal of Business & Economic Statistics",
    meaning: "A journal of statistics.",
  },
  {
    id: "link-worker",
    term: "Link worker",
    meaning: "Someone who listens to what matters to a person and connects them to support in the community.",
  },
  {
    id: "mb",
    term: "MB",
    full: "Megabyte",
    meaning: "A million characters of a file.",
  },
  {
    id: "meaningful-change",
    term: "Meaningful change",
    meaning:
      "The smallest change, fixed before looking at the data, that is counted as improved or worsened. Each has a named source.",
  },
  {
    id: "median",
    term: "Median",
    meaning: "The middle one of all values: half are at or below it, half at or above.",
  },
  {
    id: "mycaw",
    term: "MYCaW",
    full: "Measure Yourself Concerns and Wellbeing",
    meaning:
      "People name their own concerns and rate each, and their wellbeing, from 0 to 6; lower is better.",
  },
  {
    id: "nhs",
    term: "NHS",
    full: "National Health Service",
    meaning: "The public health service of the United Kingdom.",
  },
  {
    id: "not-known",
    term: "Not known",
    meaning: "Never asked, or never recorded. Services can mend this.",
  },
  {
    id: "not-stated",
    term: "Not stated",
    meaning: "Asked, and the person preferred not to say. That is the person’s choice.",
  },
  {
    id: "ods",
    term: "ODS",
    full: "Organisation Data Service",
    meaning: "Gives practices, networks and boards of the NHS their codes.",
  },
  {
    id: "oks",
    term: "OKS",
    full: "Oxford Knee Score",
    meaning: "Twelve questions about the knee, scored 0 to 48; 48 is best.",
  },
  {
    id: "ons",
    term: "ONS",
    full: "Office for National Statistics",
    meaning: "The statistics office for England and Wales, and the source of area codes and the census.",
  },
  {
    id: "ons4",
    term: "ONS4",
    full: "Four personal wellbeing questions of the Office for National Statistics",
    meaning:
      "Life satisfaction, things done being worthwhile, happiness and anxiety, each from 0 to 10. For anxiety lower is better.",
  },
  {
    id: "outcome",
    term: "Outcome",
    meaning: "What changes for a person, as measured by an instrument.",
  },
  {
    id: "overdispersion",
    term: "Overdispersion",
    meaning:
      "Networks differ by more than chance alone would give: in whom they support, in how they record, or in what they do.",
  },
  {
    id: "paired",
    term: "Paired",
    meaning: "Taken from the same people at both times. A change is worked out person by person.",
  },
  {
    id: "pam",
    term: "PAM",
    full: "Patient Activation Measure",
    meaning:
      "A questionnaire about the knowledge, skill and confidence to manage one’s own health, scored 0 to 100 and grouped into four levels.",
  },
  {
    id: "pcn",
    term: "PCN",
    full: "Primary care network",
    meaning: "A group of general practices that work together; most link workers are employed through one.",
  },
  {
    id: "pdf",
    term: "PDF",
    full: "Portable document format",
    meaning: "A document that looks and prints alike everywhere.",
  },
  {
    id: "percentage-point",
    term: "Percentage point",
    meaning: "The difference between two percentages: from 34% to 55% is 21 percentage points.",
  },
  {
    id: "pilot",
    term: "Pilot",
    meaning:
      "The months in which a project was new, by the dates that were declared for it. Before and after are the months declared around them: a person, contact or referral counts by the day on which the referral was received.",
  },
  {
    id: "png",
    term: "PNG",
    full: "Portable network graphics",
    meaning: "An image file of dots, for documents and slides that do not take drawings.",
  },
  {
    id: "policy",
    term: "Policy",
    meaning: "The rules of disclosure control that a release was made under.",
  },
  {
    id: "proms",
    term: "PROMs",
    full: "Patient-reported outcome measures",
    meaning: "Questionnaires in which patients themselves report their health before and after treatment.",
  },
  {
    id: "pseudonym",
    term: "Pseudonym",
    meaning:
      "A code that stands for a person in place of their number. The same person has the same code, so that records can be put together without saying whose they are.",
  },
  {
    id: "published-statistic",
    term: "Published statistic",
    meaning: "An official figure that anyone can download, shown as it was published.",
  },
  {
    id: "quarantine",
    term: "Quarantine",
    meaning: "Where a row that cannot be trusted waits, with its reason and remedy, until it is corrected.",
  },
  {
    id: "quarter",
    term: "Quarter",
    meaning: "Three months of the calendar year: Q1 is January to March, Q4 October to December.",
  },
  {
    id: "referral",
    term: "Referral",
    meaning: "One request for a person to be seen by a link worker. A person may be referred more than once.",
  },
  {
    id: "registered-list",
    term: "Registered list",
    meaning:
      "Everybody registered with the general practices of an area. It is not everybody who lives there, and holds some who have moved away.",
  },
  {
    id: "regression-to-the-mean",
    term: "Regression to the mean",
    meaning:
      "People who start unusually low tend to score higher the next time, and the other way round, even if nothing was done.",
  },
  {
    id: "release",
    term: "Release",
    meaning: "The set of figures, made and checked together, that these pages show.",
  },
  {
    id: "reml",
    term: "REML",
    full: "Restricted maximum likelihood",
    meaning: "A way to estimate how much services differ from each other.",
  },
  {
    id: "same-share",
    term: "Same share",
    meaning:
      "A group has the share of referrals that it has of the people: the ratio of the two shares is 1. Below 1 it has fewer referrals than that, above 1 more.",
  },
  {
    id: "sd",
    term: "SD",
    full: "Standard deviation",
    meaning: "How far single values typically lie from their average.",
  },
  {
    id: "sha-256",
    term: "SHA-256",
    meaning:
      "A fingerprint of a file: 64 letters and digits that change if a single character of it changes.",
  },
  {
    id: "special-cause",
    term: "Special cause",
    meaning:
      "A pattern on a control chart that chance seldom makes: a point outside the limits, or seven in a row. A reason to ask what happened, not an answer.",
  },
  {
    id: "sql",
    term: "SQL",
    full: "Structured Query Language",
    meaning: "The language in which questions are put to a database.",
  },
  {
    id: "standardised-difference",
    term: "Standardised difference",
    meaning:
      "How much more common a group is among some people than among others, in standard deviations. It does not grow with the number of people; beyond 0.1 is a rule of thumb for worth a look.",
  },
  {
    id: "strobe",
    term: "STROBE",
    full: "Strengthening the Reporting of Observational Studies in Epidemiology",
    meaning: "A list of what a report of a study without an experiment should tell.",
  },
  {
    id: "svg",
    term: "SVG",
    full: "Scalable vector graphics",
    meaning: "An image file that stays sharp at any size, for reports and slides.",
  },
  {
    id: "swemwbs",
    term: "SWEMWBS",
    full: "Short Warwick-Edinburgh Mental Wellbeing Scale",
    meaning: "Seven questions about the last two weeks, scored 7 to 35; higher is better.",
  },
  {
    id: "synthetic",
    term: "Synthetic",
    meaning: "Made by a computer program. No figure describes a real person or service.",
  },
  {
    id: "tipping-point",
    term: "Tipping point",
    meaning:
      "By how much people who were lost would have to differ from those followed up before a finding no longer holds.",
  },
  {
    id: "ucla",
    term: "UCLA",
    full: "University of California, Los Angeles",
    meaning: "Where the loneliness scale was made. See UCLA-3.",
  },
  {
    id: "ucla-3",
    term: "UCLA-3",
    full: "Three-item loneliness scale of the University of California, Los Angeles",
    meaning:
      "Three questions about feeling left out, isolated or without company, scored 3 to 9; lower is better.",
  },
  {
    id: "utf-8",
    term: "UTF-8",
    full: "Unicode Transformation Format, 8 bits",
    meaning: "The usual way to store letters in a text file.",
  },
  {
    id: "vas",
    term: "VAS",
    full: "Visual analogue scale",
    meaning: "A line from 0 to 100 on which a person marks how good their health is today.",
  },
  {
    id: "wcag",
    term: "WCAG",
    full: "Web Content Accessibility Guidelines",
    meaning: "What a page must do so that everybody can use it.",
  },
  {
    id: "wellby",
    term: "WELLBY",
    full: "Wellbeing-adjusted life year",
    meaning: "One point of life satisfaction, on a scale from 0 to 10, for one person for one year.",
  },
  {
    id: "wemwbs",
    term: "WEMWBS",
    full: "Warwick-Edinburgh Mental Wellbeing Scale",
    meaning: "Fourteen statements about how a person has felt. The short form has seven of them.",
  },
  {
    id: "withheld",
    term: "Withheld",
    meaning: "A figure that exists but is not shown, so that nobody can be picked out. It is not zero.",
  },
  {
    id: "yaml",
    term: "YAML",
    full: "YAML Ain’t Markup Language",
    meaning:
      "A way to write settings in a text file, with one thing on a line and spaces that say what belongs together.",
  },
];

const byTerm = new Map(GLOSSARY.map((entry) => [entry.term, entry]));

/** The glossary entry of a term as written, undefined where there is none. */
export function findTerm(term: string): GlossaryTerm | undefined {
  return byTerm.get(term);
}

/** Abbreviations that are explained wherever they stand in a text: terms that stand for something longer. */
export const ABBREVIATIONS: readonly GlossaryTerm[] = GLOSSARY.filter(
  (entry) => entry.full !== undefined || entry.id === "eq-5d" || entry.id === "sha-256",
);

/** Text cut at its abbreviations: plain pieces, and the entry of each abbreviation at its first place. */
export function cutAtTerms(text: string): readonly (string | GlossaryTerm)[] {
  const names = ABBREVIATIONS.map((entry) => entry.term).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\w-])(${names.join("|")})(?![\\w-])`, "g");
  const pieces: (string | GlossaryTerm)[] = [];
  const seen = new Set<string>();
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const entry = findTerm(match[0]);
    if (entry === undefined || seen.has(entry.id)) continue;
    seen.add(entry.id);
    if (match.index > from) pieces.push(text.slice(from, match.index));
    pieces.push(entry);
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}
