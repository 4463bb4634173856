import { type ColumnType, columns, type Row, type Value } from './rows.ts'

/** A query that Dataverse cannot read; the message is the answer's. */
export class QueryError extends Error {
  override readonly name = 'QueryError'
}

/** Whether a row matches. */
export type RowTest = (row: Row) => boolean

interface Token {
  readonly kind: ColumnType | 'name' | 'null' | 'mark'
  readonly text: string
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['string', /'(?:[^']|'')*'/y],
  ['guid', /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/iy],
  ['date', /\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?/y],
  ['int', /-?\d+\b/y],
  ['boolean', /(?:true|false)\b/y],
  ['null', /null\b/y],
  ['name', /\w+/y],
  ['mark', /[(),]/y],
]

const operators = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const
const functions = ['contains', 'startswith', 'endswith'] as const

/** Reads a `$filter`: comparisons, `and`, `or`, `not`, parentheses and the three text functions. Throws QueryError. */
export const filterOf = (text: string): RowTest => {
  const reader = new Reader(tokensOf(text))
  const test = either(reader)
  if (!reader.done) throw new QueryError(`Syntax error: unexpected '${reader.take().text}' in '${text}'.`)
  return test
}

/** The type of a column; an unknown name is refused with the recorded sentence. */
export const columnType = (name: string): ColumnType => {
  const type = columns.get(name)
  if (type) return type
  throw noColumn(name)
}

/** The error of a query with a column that the table lacks. */
export const noColumn = (name: string): QueryError =>
  new QueryError(`Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.systemuser'.`)

/** Orders two values of a column: null first, texts ignoring case. */
export const compareValues = (one: Value, other: Value): number => {
  if (one === null || other === null) return one === other ? 0 : one === null ? -1 : 1
  if (typeof one === 'number' && typeof other === 'number') return one - other
  const [left, right] = [String(one).toLowerCase(), String(other).toLowerCase()]
  return left === right ? 0 : left < right ? -1 : 1
}

class Reader {
  readonly #tokens: readonly Token[]
  #place = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get done(): boolean {
    return this.#place >= this.#tokens.length
  }

  take(): Token {
    const token = this.#tokens[this.#place]
    if (!token) throw new QueryError('Syntax error: the expression ends too early.')
    this.#place += 1
    return token
  }

  /** Consumes the next token when it is this word or mark. */
  takes(text: string): boolean {
    const token = this.#tokens[this.#place]
    const found = token !== undefined && (token.kind === 'name' || token.kind === 'mark') && token.text === text
    if (found) this.#place += 1
    return found
  }

  expect(text: string): void {
    if (!this.takes(text)) throw new QueryError(`Syntax error: '${text}' expected.`)
  }
}

const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = []
  let place = 0
  while (place < text.length) {
    if (/\s/.test(text.charAt(place))) {
      place += 1
      continue
    }
    const token = tokenAt(text, place)
    if (!token) throw new QueryError(`Syntax error at position ${place} in '${text}'.`)
    tokens.push(token)
    place += token.text.length
  }
  return tokens
}

const tokenAt = (text: string, place: number): Token | undefined => {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = place
    const found = pattern.exec(text)
    if (found) return { kind, text: found[0] }
  }
  return undefined
}

const either = (reader: Reader): RowTest => {
  const tests = [both(reader)]
  while (reader.takes('or')) tests.push(both(reader))
  return (row) => tests.some((test) => test(row))
}

const both = (reader: Reader): RowTest => {
  const tests = [single(reader)]
  while (reader.takes('and')) tests.push(single(reader))
  return (row) => tests.every((test) => test(row))
}

const single = (reader: Reader): RowTest => {
  if (reader.takes('not')) {
    const test = single(reader)
    return (row) => !test(row)
  }
  if (reader.takes('(')) {
    const test = either(reader)
    reader.expect(')')
    return test
  }
  const name = reader.take()
  if (name.kind !== 'name') throw new QueryError(`Syntax error: '${name.text}' is no property.`)
  const called = functions.find((known) => known === name.text)
  return called ? textTest(called, reader) : comparison(name.text, reader)
}

const textTest = (name: (typeof functions)[number], reader: Reader): RowTest => {
  reader.expect('(')
  const column = reader.take().text
  if (columnType(column) !== 'string') throw new QueryError(`The function '${name}' takes texts only.`)
  reader.expect(',')
  const literal = reader.take()
  if (literal.kind !== 'string') throw new QueryError(`The function '${name}' takes texts only.`)
  reader.expect(')')
  const wanted = String(valueOfLiteral(literal)).toLowerCase()
  return (row) => {
    const own = String(row.values[column] ?? '').toLowerCase()
    if (name === 'contains') return own.includes(wanted)
    return name === 'startswith' ? own.startsWith(wanted) : own.endsWith(wanted)
  }
}

const comparison = (column: string, reader: Reader): RowTest => {
  const type = columnType(column)
  const word = reader.take().text
  const operator = operators.find((known) => known === word)
  if (!operator) throw new QueryError(`Syntax error: '${word}' is no operator.`)
  const literal = reader.take()
  if (literal.kind !== 'null' && literal.kind !== type) {
    throw new QueryError(
      `A binary operator with incompatible types was detected: '${column}' is no ${literal.kind} ('${literal.text}').`,
    )
  }
  const wanted = valueOfLiteral(literal)
  return (row) => {
    const own = comparable(row.values[column] ?? null, type)
    if (operator === 'eq') return compareValues(own, wanted) === 0
    if (operator === 'ne') return compareValues(own, wanted) !== 0
    if (own === null || wanted === null) return false
    const order = compareValues(own, wanted)
    if (operator === 'gt') return order > 0
    if (operator === 'ge') return order >= 0
    return operator === 'lt' ? order < 0 : order <= 0
  }
}

const valueOfLiteral = ({ kind, text }: Token): Value => {
  if (kind === 'null') return null
  if (kind === 'string') return text.slice(1, -1).replaceAll("''", "'")
  if (kind === 'boolean') return text === 'true'
  return kind === 'int' ? Number(text) : comparable(text, kind === 'date' ? 'date' : 'guid')
}

/** Dates as milliseconds, everything else as it is. */
const comparable = (value: Value, type: ColumnType): Value =>
  type === 'date' && typeof value === 'string' ? Date.parse(value) : value
