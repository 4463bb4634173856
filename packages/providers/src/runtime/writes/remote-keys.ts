import type { Adapter, Create, JsonObject, Update } from '../../contract.ts'
import { type Fault, Refusal } from '../failures.ts'
import { isObject } from '../json/json.ts'

/**
 * Checks what a write names in the vendor's own fields: no other record, no password, and no rights unless they are allowed.
 */

/** A name as the most lenient vendor compares it: letter case, separators and compatibility forms make no difference. */
export const foldKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/**
 * The names within one key: `user[role]`, `data.role` and `role@odata.bind` set a role too. Places in lists are not names.
 */
const namesIn = (key: string): readonly string[] =>
  key
    .split(/[.[\]/:@]/)
    .map(foldKey)
    .filter((name) => name !== '' && !/^\d+$/.test(name))

const pathOf = (key: string): string => namesIn(key).join('.')

/** One name of what was sent. */
interface SentName {
  readonly name: string
  /** The names of its path, dotted; without the places in lists. */
  readonly path: string
  /** The keys of its path as they were sent, dotted; `undefined` for the whole. */
  readonly asSent: string | undefined
  readonly pointer: string
}

/** No vendor reads deeper, and a text may have any depth. */
const maximumDepth = 128

const maximumPath = 200
const maximumFaults = 50
/** A pointer beyond it would repeat the request in the answer. */
const maximumPointer = 256

/** The value of a text that is JSON; a vendor may parse it. */
const unpacked = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface Position extends Omit<SentName, 'name'> {
  readonly depth: number
  /** A pointer cannot point into a text. */
  readonly isText?: true
}

const start: Position = { path: '', asSent: undefined, pointer: '', depth: 0 }

const below = ({ pointer, isText }: Position, key: string): string =>
  isText === true ? pointer : `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`

/**
 * Passes every name in a value to `show`, at any depth, within lists and JSON in texts; not those below a name for which
 * `show` returns true.
 */
const eachName = (value: unknown, show: (name: SentName) => 'taken' | undefined, position: Position = start): void => {
  const at = { ...position, depth: position.depth + 1 }
  if (at.depth > maximumDepth) return
  if (typeof value === 'string') eachName(unpacked(value), show, { ...at, isText: true })
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) eachName(item, show, { ...at, pointer: below(at, String(index)) })
  } else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      const pointer = below(at, key)
      const asSent = at.asSent === undefined ? key : `${at.asSent}.${key}`
      let { path } = at
      const outcomes = namesIn(key).map((name) => {
        // No refused name is longer, so that nothing grows with the depth of the request.
        if (path.length < maximumPath) path = path === '' ? name : `${path}.${name}`
        return show({ name, path, asSent, pointer })
      })
      if (!outcomes.includes('taken')) eachName(member, show, { ...at, path, asSent, pointer })
    }
  }
}

/** The adapter's name for the right, if a name is one; a `*` at the end matches any ending. */
const rightsOf = (keys: readonly string[]): ((name: string) => string | undefined) => {
  const whole = new Map(keys.filter((key) => !key.endsWith('*')).map((key) => [foldKey(key), key]))
  const beginnings = keys.filter((key) => key.endsWith('*')).map((key) => [foldKey(key), key] as const)
  return (name) => whole.get(name) ?? beginnings.find(([beginning]) => name.startsWith(beginning))?.[1]
}

const isPassword = (name: string): boolean => /passw(?:or)?d|passphrase|^pwd$/.test(name)

/** What a caller adds to the vendor's main call besides the unified fields. */
export interface RemoteKeys {
  readonly remoteData: JsonObject | undefined
  readonly remoteQuery?: Readonly<Record<string, unknown>> | undefined
  /** The operator lets callers change rights. */
  readonly allowsRoleChanges?: boolean | undefined
}

/**
 * The rights that a write sets, in the adapter's words: those that a creation has to name, or that the operator allows.
 * @throws Refusal `invalid-request` that names every key that may not be set
 */
export const rightsSet = (
  adapter: Pick<Adapter<never>, 'name'>,
  operation: Create | Update<never>,
  { remoteData, remoteQuery = {}, allowsRoleChanges = false }: RemoteKeys,
): readonly string[] => {
  const required = 'requiredRemoteKeys' in operation ? (operation.requiredRemoteKeys ?? []) : []
  const identities = new Set(operation.refusedRemoteKeys.map(pathOf))
  const rightOf = rightsOf(operation.rightsKeys)
  const rights = new Set<string>()

  const reasonAgainst = ({ name, path }: SentName): string | undefined => {
    if (identities.has(path)) return `names another record or another login at ${adapter.name}`
    if (isPassword(name)) return `sets a password at ${adapter.name}`
    const right = rightOf(name)
    if (right === undefined) return undefined
    if (!allowsRoleChanges)
      return `grants rights at ${adapter.name} ("${right}"; ROLLCALL_ALLOW_ROLE_CHANGES allows it)`
    rights.add(right)
    return undefined
  }

  const faults = new Map<string, Fault>()
  const refuse = (place: 'pointer' | 'parameter', at: string, detail: string): void => {
    if (faults.size < maximumFaults) faults.set(at, { [place]: at, detail })
  }
  eachName(remoteData, (sent) => {
    if (sent.asSent !== undefined && required.includes(sent.asSent)) {
      const right = rightOf(sent.name)
      if (right !== undefined) rights.add(right)
      return 'taken'
    }
    const reason = reasonAgainst(sent)
    if (reason !== undefined) {
      const pointer = sent.pointer.length > maximumPointer ? '' : sent.pointer
      refuse('pointer', `/remote_data${pointer}`, `${reason}, so it must not be set`)
    }
    return undefined
  })
  for (const [name, value] of Object.entries(remoteQuery)) {
    eachName({ [name]: value }, (sent) => {
      const reason = reasonAgainst(sent)
      if (reason !== undefined) {
        refuse('parameter', `remote_query[${name}]`, `${reason}, so a write must not set it`)
      }
      return undefined
    })
  }
  if (faults.size > 0) {
    const errors = [...faults.values()]
    const place = errors.some(({ pointer }) => pointer !== undefined) ? 'remote_data' : 'remote_query'
    throw new Refusal('invalid-request', `${place} has keys that a request must not set.`, { errors })
  }
  return [...rights]
}
