import { malformed, queryFailure, type Token, tokens } from './soql-tokens.ts'

/** A name in a query, possibly through a relationship (`Profile.Name`), and its position. */
export interface FieldPath {
  readonly path: string
  readonly at: number
}

/** The right side of a comparison. */
export interface Literal {
  readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'date' | 'datetime'
  readonly text: string
}

/** The operators between a field and one value. */
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like'

/** The condition of WHERE. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'compare'; readonly field: FieldPath; readonly operator: Operator; readonly value: Literal }
  | { readonly kind: 'in'; readonly field: FieldPath; readonly negated: boolean; readonly values: readonly Literal[] }

/** One part of ORDER BY. */
export interface Sorting {
  readonly field: FieldPath
  readonly descending: boolean
  readonly nullsLast: boolean
}

/** A query over the sObject User. */
export interface Query {
  readonly text: string
  /** `count` for `SELECT COUNT()`. */
  readonly select: readonly FieldPath[] | 'count'
  readonly where: Condition | undefined
  readonly orderBy: readonly Sorting[]
  readonly limit: number | undefined
  readonly offset: number
}

/** The largest OFFSET. */
const maximumOffset = 2000

/** Reads SOQL. Throws MALFORMED_QUERY, INVALID_TYPE for other objects, NUMBER_OUTSIDE_VALID_RANGE. */
export const parseQuery = (text: string): Query => new Parser(text).query()

class Parser {
  readonly #text: string
  readonly #tokens: readonly Token[]
  #next = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokens(text)
  }

  query(): Query {
    this.#demand('select')
    const select = this.#selection()
    this.#demand('from')
    const object = this.#name()
    if (object.path.toLowerCase() !== 'user') {
      const message = `sObject type '${object.path}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`
      throw queryFailure(this.#text, object.at, message, 'INVALID_TYPE')
    }
    const where = this.#takes('where') ? this.#conditions() : undefined
    const orderBy = this.#takes('order') ? this.#sortings() : []
    const limit = this.#takes('limit') ? this.#count() : undefined
    const offset = this.#takes('offset') ? this.#offset() : 0
    if (this.#peek().kind !== 'end') throw this.#unexpected()
    return { text: this.#text, select, where, orderBy, limit, offset }
  }

  #selection(): FieldPath[] | 'count' {
    if (this.#peek().text.toLowerCase() === 'count' && this.#peek(1).text === '(') {
      this.#next += 2
      this.#demand(')')
      return 'count'
    }
    return this.#list(() => this.#name())
  }

  /** AND and OR cannot be mixed without parentheses, and NOT is allowed only at the beginning or in parentheses. */
  #conditions(): Condition {
    if (this.#takes('not')) return { kind: 'not', part: this.#simple() }
    const first = this.#simple()
    const word = this.#peek().text.toLowerCase()
    if (this.#peek().kind !== 'name' || (word !== 'and' && word !== 'or')) return first
    const parts = [first]
    while (this.#takes(word)) parts.push(this.#simple())
    return { kind: word, parts }
  }

  #simple(): Condition {
    if (this.#takes('(')) {
      const inner = this.#conditions()
      this.#demand(')')
      return inner
    }
    const field = this.#name()
    const negated = this.#takes('not')
    if (this.#takes('in')) {
      this.#demand('(')
      const values = this.#list(() => this.#literal())
      this.#demand(')')
      return { kind: 'in', field, negated, values }
    }
    if (negated) throw this.#unexpected()
    const operator = operators.get(this.#peek().text.toLowerCase())
    if (!operator || this.#peek().kind === 'string') throw this.#unexpected()
    this.#next += 1
    return { kind: 'compare', field, operator, value: this.#literal() }
  }

  #literal(): Literal {
    const { kind, text } = this.#peek()
    const word = kind === 'name' ? text.toLowerCase() : undefined
    const literal: Literal | undefined =
      word === 'null'
        ? { kind: 'null', text }
        : word === 'true' || word === 'false'
          ? { kind: 'boolean', text: word }
          : kind === 'string' || kind === 'number' || kind === 'date' || kind === 'datetime'
            ? { kind, text }
            : undefined
    if (!literal) throw this.#unexpected()
    this.#next += 1
    return literal
  }

  #sortings(): Sorting[] {
    this.#demand('by')
    return this.#list(() => {
      const field = this.#name()
      const descending = this.#takes('desc')
      if (!descending) this.#takes('asc')
      // By default nulls come first, in both directions.
      if (!this.#takes('nulls')) return { field, descending, nullsLast: false }
      const nullsLast = this.#takes('last')
      if (!nullsLast) this.#demand('first')
      return { field, descending, nullsLast }
    })
  }

  #offset(): number {
    const { at } = this.#peek()
    const offset = this.#count()
    if (offset <= maximumOffset) return offset
    const message = `Maximum SOQL offset allowed is ${maximumOffset}`
    throw queryFailure(this.#text, at, message, 'NUMBER_OUTSIDE_VALID_RANGE')
  }

  #count(): number {
    const token = this.#peek()
    if (token.kind !== 'number' || !/^\d+$/.test(token.text)) throw this.#unexpected()
    this.#next += 1
    return Number(token.text)
  }

  #name(): FieldPath {
    const token = this.#peek()
    if (token.kind !== 'name' || reserved.has(token.text.toLowerCase())) throw this.#unexpected()
    this.#next += 1
    return { path: token.text, at: token.at }
  }

  #list<Item>(read: () => Item): Item[] {
    const items = [read()]
    while (this.#takes(',')) items.push(read())
    return items
  }

  #takes(word: string): boolean {
    const token = this.#peek()
    if (token.kind === 'string' || token.text.toLowerCase() !== word) return false
    this.#next += 1
    return true
  }

  #demand(word: string): void {
    if (!this.#takes(word)) throw this.#unexpected()
  }

  #peek(ahead = 0): Token {
    const end: Token = { kind: 'end', text: '<EOF>', at: this.#text.length }
    return this.#tokens[this.#next + ahead] ?? end
  }

  #unexpected(): Error {
    const token = this.#peek()
    return malformed(this.#text, token.at, `unexpected token: '${token.text}'`)
  }
}

const operators: ReadonlyMap<string, Operator> = new Map([
  ['=', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['like', 'like'],
])

const reserved = new Set(
  'and asc desc from group having in like limit not null order select true false where'.split(' '),
)
