import { Document, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";

/** A value of programme.yaml with a remark for the person who reads it. */
export interface Remark {
  readonly remarked: unknown;
  readonly text: string;
}

/** Puts a remark behind a value. */
export const remark = (remarked: unknown, text: string): Remark => ({ remarked, text });

const isRemark = (value: unknown): value is Remark =>
  typeof value === "object" && value !== null && "remarked" in value && "text" in value;

/** The value without its remarks. */
export function withoutRemarks(value: unknown): unknown {
  if (isRemark(value)) return withoutRemarks(value.remarked);
  if (Array.isArray(value)) return value.map(withoutRemarks);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutRemarks(one)]));
}

/** Maps of this many short entries stand on one line. */
const SHORT = 90;

/** Writes a value as an item of a YAML list, with its remarks as comments; each line indented by `indent` spaces. */
export function yamlItem(value: unknown, indent: number): string {
  const document = new Document([]);
  const list = document.contents;
  if (!isSeq(list)) throw new Error("A list is a list.");
  list.items.push(nodeOf(document, value, 0));
  const text = document.toString({ lineWidth: 0 });
  return text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? line : `${" ".repeat(indent)}${line}`))
    .join("\n");
}

function nodeOf(document: Document, value: unknown, depth: number): Node {
  if (isRemark(value)) {
    const node = nodeOf(document, value.remarked, depth);
    node.comment = ` ${value.text.replace(/\s+/gu, " ")}`;
    return node;
  }
  if (Array.isArray(value)) {
    const node = document.createNode([]) as YAMLSeq<Node>;
    for (const one of value) node.items.push(nodeOf(document, one, depth + 1));
    node.flow =
      value.every((one) => typeof withoutRemarks(one) !== "object") && JSON.stringify(value).length <= SHORT;
    return node;
  }
  if (typeof value === "object" && value !== null) {
    const node = document.createNode({}) as YAMLMap;
    for (const [key, one] of Object.entries(value)) {
      const pair = document.createPair(key, null) as Pair<unknown, Node>;
      pair.value = nodeOf(document, one, depth + 1);
      node.items.push(pair);
    }
    node.flow = depth > 0 && isFlat(node) && JSON.stringify(withoutRemarks(value)).length <= 2 * SHORT;
    return node;
  }
  const node = document.createNode(value);
  if (isScalar(node) && typeof value === "string" && /^[^\p{L}\p{N}]+$/u.test(value))
    node.type = "QUOTE_DOUBLE";
  return node;
}

/** Only texts, numbers and short lists of them, none with a remark: fit for one line. */
const isFlat = (map: YAMLMap): boolean =>
  map.items.every(({ value }) => {
    const node = value as Node;
    if (node.comment) return false;
    return isScalar(node) || (isSeq(node) && node.flow === true && !isMap(node.items[0]));
  });
