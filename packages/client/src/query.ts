/** The most pairs of brackets after a parameter's name; the server refuses more. */
const maximumDepth = 32

/**
 * A query string without `?`. Arrays are repeated (`f=a&f=b`), objects bracketed to any depth up to 32
 * (`remote_query[a][b]=c`), arrays inside objects indexed (`remote_query[a][0]=b`), dates RFC 3339. `undefined` is left out,
 * `null` is empty. Throws a `TypeError` for a value that a query string cannot hold.
 */
export const serializeQuery = (query: Readonly<Record<string, unknown>>): string =>
  Object.entries(query)
    .flatMap(([name, value]) => pairsOfParameter(name, value))
    .join('&')

const pairsOfParameter = (name: string, value: unknown): string[] => {
  const key = encode(name)
  if (!Array.isArray(value) || value.some(isNested)) return pairs(key, value, name, 0)
  return value.flatMap((element) => pairs(key, element, name, 0))
}

const pairs = (key: string, value: unknown, name: string, depth: number): string[] => {
  if (value === undefined) return []
  if (value === null) return [`${key}=`]
  if (!isNested(value)) return [`${key}=${encode(textOf(value, name))}`]
  if (depth === maximumDepth) throw new TypeError(`The query parameter ${name} is deeper than ${maximumDepth}.`)
  return Object.entries(value).flatMap(([member, child]) =>
    pairs(`${key}[${encode(checked(member, name))}]`, child, name, depth + 1),
  )
}

/** Arrays and plain objects; a `Date`, a `URL` and every other object with `toJSON` are values. */
const isNested = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !('toJSON' in value)

const textOf = (value: unknown, name: string): string => {
  if (value instanceof Date) return value.toISOString()
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value)
    case 'object':
      if (value !== null && 'toJSON' in value && typeof value.toJSON === 'function') return String(value.toJSON())
  }
  throw new TypeError(`The query parameter ${name} holds a ${typeof value}, which a query string cannot hold.`)
}

const checked = (member: string, name: string): string => {
  if (member !== '' && !/[[\]]/.test(member)) return member
  throw new TypeError(`The query parameter ${name} has the key "${member}": nest objects instead of writing brackets.`)
}

/** Only RFC 3986's unreserved characters stay: `+` and the marks that `encodeURIComponent` leaves are encoded too. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
