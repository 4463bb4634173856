/** Parameters of a statement: texts, whole numbers and nulls alone, which SQLite and PostgreSQL hold alike. */
export const columnValues = (parameters: readonly unknown[]): (string | number | null)[] =>
  parameters.map((value) => {
    if (value === null || typeof value === 'string') return value
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value
    throw new TypeError(`A ${typeof value === 'number' ? 'number with a fraction' : typeof value} is no column value.`)
  })
