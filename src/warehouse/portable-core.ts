/**
 * The SQL that measures may use: what DuckDB shares with Trino and Spark SQL, so that the same SELECTs can run where the
 * data lie. Where another engine spells it otherwise, the spelling stands beside it, for whoever connects that engine;
 * without one it is the same there. A test takes apart every SELECT that is sent and fails on anything that is not here.
 *
 * Trino: https://trino.io/docs/current/functions.html. Spark: https://spark.apache.org/docs/latest/sql-ref.html (3.5).
 * Neither has been run on it: the list is from their documentation.
 */
export interface PortableForm {
  readonly trino?: string;
  readonly spark?: string;
}

const SAME: PortableForm = {};

/** Functions of one row, by name; `date_part` is `extract(year FROM day)`. */
export const portableScalars: Readonly<Record<string, PortableForm>> = {
  concat_ws: SAME,
  date_diff: { spark: "datediff(DAY, earlier, later): the unit is a word, not a text" },
  date_part: SAME,
  floor: SAME,
  greatest: {
    trino: "null where any value is: give it none, as the measures do",
    spark: "passes nulls over",
  },
  least: { trino: "null where any value is: give it none, as the measures do", spark: "passes nulls over" },
  lpad: SAME,
  nullif: SAME,
  position: SAME,
  round: SAME,
};

/** Aggregates; of whole numbers, days and truth values only, never of fractions, whose sums depend on the order. */
export const portableAggregates: Readonly<Record<string, PortableForm>> = {
  bool_or: SAME,
  count: SAME,
  count_star: SAME,
  max: SAME,
  max_by: SAME,
  min: SAME,
  sum: SAME,
};

/** Functions over a window, besides aggregates; all of these need its ORDER BY. */
export const portableWindows: Readonly<Record<string, PortableForm>> = {
  dense_rank: SAME,
  lead: SAME,
  row_number: SAME,
};

/** Operators as the parser names them: `~~` is LIKE, `like_escape` LIKE … ESCAPE, `to_days` INTERVAL '1' DAY. */
export const portableOperators: Readonly<Record<string, PortableForm>> = {
  "%": SAME,
  "*": SAME,
  "+": SAME,
  "-": SAME,
  "/": {
    trino:
      "whole numbers divide to a whole number: so it stands within floor(), is exact, or has a DOUBLE beside it",
  },
  "||": SAME,
  "~~": SAME,
  like_escape: SAME,
  to_days: SAME,
};

/** Types that values are cast to. */
export const portableTypes: Readonly<Record<string, PortableForm>> = {
  BIGINT: SAME,
  BOOLEAN: SAME,
  DATE: SAME,
  DECIMAL: SAME,
  DOUBLE: SAME,
  INTEGER: { spark: "cuts fractions off where others round: whole values only are cast" },
  VARCHAR: { spark: "STRING" },
};

/** Parts of a statement as the parser names them. */
export const portableSyntax: Readonly<Record<string, PortableForm>> = {
  SELECT_NODE: SAME,
  SET_OPERATION_NODE: SAME,
  DISTINCT_MODIFIER: SAME,
  ORDER_MODIFIER: SAME,
  ORDER_DEFAULT: { spark: "nulls first where nothing is said: write NULLS LAST" },
  DESCENDING: { spark: "nulls last, as in the others" },
  BASE_TABLE: SAME,
  SUBQUERY: SAME,
  EMPTY: SAME,
  EXPRESSION_LIST: SAME,
  JOIN: SAME,
  DECIMAL_TYPE_INFO: SAME,
  COMPARE_BETWEEN: SAME,
  CASE_EXPR: SAME,
  OPERATOR_CAST: { spark: "TRY_CAST as try_cast" },
  COLUMN_REF: { spark: 'names in "double quotes" need spark.sql.ansi.doubleQuotedIdentifiers' },
  COMPARE_EQUAL: SAME,
  COMPARE_GREATERTHAN: SAME,
  COMPARE_GREATERTHANOREQUALTO: SAME,
  COMPARE_LESSTHAN: SAME,
  COMPARE_LESSTHANOREQUALTO: SAME,
  COMPARE_NOTEQUAL: SAME,
  COMPARE_NOT_DISTINCT_FROM: SAME,
  CONJUNCTION_AND: SAME,
  CONJUNCTION_OR: SAME,
  VALUE_CONSTANT: SAME,
  FUNCTION: SAME,
  COMPARE_IN: SAME,
  COMPARE_NOT_IN: SAME,
  GROUPING_FUNCTION: SAME,
  OPERATOR_COALESCE: SAME,
  OPERATOR_IS_NOT_NULL: SAME,
  OPERATOR_IS_NULL: SAME,
  OPERATOR_NOT: SAME,
  STAR: SAME,
  WINDOW_AGGREGATE: SAME,
  WINDOW_LEAD: SAME,
  WINDOW_RANK_DENSE: SAME,
  WINDOW_ROW_NUMBER: SAME,
};
