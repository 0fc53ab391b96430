import { stringify } from "yaml";

/** People's own stories, invented, beside the numbers of their services: six may be shown, two may not. */
const caseStudies = [
  {
    id: "walking-together",
    service: "SVC01",
    project: "SPIP07",
    title: "A walking group in her own language",
    text: "She had been told she was at risk of diabetes and was offered a course on the internet, but had no computer and preferred to speak Bengali. Her link worker found a walking group with a leader who speaks it, and went along the first time. She has gone most weeks since.",
    quote: "I would not have gone through that door alone.",
    consent: { given_on: "2023-05-16", scope: "publication" },
  },
  {
    id: "saturday-call",
    service: "SVC03",
    project: "SPIP12",
    title: "A call on a Saturday",
    text: "He worked two jobs and was not registered with a GP. A neighbour gave him the number of the service and he rang on a Saturday. The link worker helped with the form for a practice and with his rent arrears. The arrears are not settled yet, but there is a plan he can keep to.",
    quote: "Somebody picked up. That was the difference.",
    consent: { given_on: "2023-11-02", scope: "publication" },
  },
  {
    id: "shed",
    service: "SVC05",
    project: "SPIP16",
    title: "Somewhere to go on Tuesdays",
    text: "After his wife died he seldom left the flat. He did not want to talk about feelings, and said so. The link worker asked what he was good at, and he now repairs bicycles with a men's group on Tuesdays. He says the mornings are still hard.",
    consent: { given_on: "2023-07-20", scope: "publication" },
  },
  {
    id: "taster",
    service: "SVC07",
    project: "SPIP25",
    title: "Clay, while waiting",
    text: "She was told that counselling would start in some months. Her link worker offered three tasters for the time in between. She tried two, did not like the first and stayed with pottery. Counselling has started, and she still goes.",
    quote: "Waiting with something to do is a different kind of waiting.",
    consent: { given_on: "2023-09-14", scope: "publication" },
  },
  {
    id: "two-appointments",
    service: "SVC06",
    project: "SPIP23",
    title: "Not what I needed",
    text: "She waited five weeks for the first call and was offered a lunch club in English, which she does not speak well. She went twice. A worker who speaks Panjabi has since visited, and they are looking for something nearer. Stories like this one belong here too.",
    quote: "They were kind, but nobody had asked me which language.",
    consent: { given_on: "2024-02-08", scope: "publication" },
  },
  {
    id: "health-check",
    service: "SVC09",
    project: "SPIP28",
    title: "A health check with company",
    text: "He had put off his yearly health check for a long time because waiting rooms made him anxious. The link worker went with him and they waited outside until he was called. He was given help with his blood pressure, and has booked the next check himself.",
    consent: { given_on: "2023-12-05", scope: "publication" },
  },
  {
    id: "hotel",
    service: "SVC10",
    project: "SPIP31",
    title: "A school place before anything else",
    text: "The family had just arrived. They were asked what mattered most, and it was a school place for their daughter. The link worker helped with that first, then with registering at a practice.",
    consent: { given_on: "2023-06-01", scope: "publication", withdrawn_on: "2024-01-15" },
  },
  {
    id: "volunteer",
    service: "SVC04",
    project: "SPIP13",
    title: "From volunteering to work",
    text: "She began as a volunteer who booked rooms and rang people to remind them. After eight months she applied for a post with the service and got it. She has agreed to her story being used in training within the service.",
    consent: { given_on: "2023-10-11", scope: "internal" },
  },
];

const HEAD = `# Case studies of the synthetic sample: every person and every word is invented. What may be shown is what its consent
# says: scope publication, and not withdrawn by the data date. Leave out names, places and anything that points to one person.

`;

/** Text of the sample's case-studies.yaml: a list of stories, each with the consent it was given with. */
export const caseStudiesYaml = (): string => HEAD + stringify(caseStudies, { lineWidth: 120 });
