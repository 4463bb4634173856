/** Parameters of a statement: only texts, whole numbers and nulls, which SQLite and PostgreSQL store in the same way. */
export const columnValues = (parameters: readonly unknown[]): (string | number | null)[] =>
  parameters.map((value) => {
    if (value === null || typeof value === 'string') return value
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value
    throw new TypeError(
      `A ${typeof value === 'number' ? 'number with a fraction' : typeof value} cannot be stored in a column.`,
    )
  })
