package io.unichart.identity.search;

/**
 * How forgivingly a query is read, strictest first. Each tier finds all that those before it find.
 */
enum Tier {
  /** Words are of the present name, numbers are whole. */
  NAME,
  /** Words stand anywhere in the record. */
  EXACT,
  /** Words are begun. */
  BEGUN,
  /** Words are misspelt a little, or are another form of the name. */
  CLOSE,
  /** Words are misspelt. */
  NEAR,
  /** Words resemble each other, or sound alike. */
  FAR
}
