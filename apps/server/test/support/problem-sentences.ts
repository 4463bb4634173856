import { adapters } from '@rollcall/providers'
import { sentenceFaults, unwantedIn, withoutQuotations } from '../../../../scripts/plain-words.ts'

/** Checks the texts of answers, commands and log lines: the form of sentences, and the words of all texts. */

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const recordsIn = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : []

/** The names of vendors. */
const vendorNames = Object.values(adapters).flatMap(({ name }) => [name, `${name}'s`])

const placesOf = ({ parameter, pointer, header }: Record<string, unknown>): readonly string[] =>
  [parameter, header, typeof pointer === 'string' ? pointer.slice(1).replaceAll('/', '.') : undefined].filter(
    (place) => typeof place === 'string',
  )

/** The longest sentence of one fault. */
const longestDetail = 300

/** The faults of the sentences of an answer, each with its place; empty without faults. */
export const sentenceFaultsOf = (json: unknown): readonly string[] => {
  if (!isRecord(json)) return []
  const faults = recordsIn(json.errors)
  const warnings = recordsIn(json.warnings)
  const names = [...vendorNames, ...[...faults, ...warnings].flatMap(placesOf)]
  const found: string[] = []
  const check = (place: string, text: unknown, single = false): void => {
    if (typeof text !== 'string') return
    const wrong = [...sentenceFaults(text, { names, single })]
    if (single && text.length > longestDetail) wrong.push(`has ${text.length} characters`)
    if (wrong.length > 0) found.push(`${place} "${text}" ${wrong.join(', ')}`)
  }
  if (isRecord(json) && typeof json.type === 'string' && json.type.startsWith('/errors/')) {
    if (typeof json.title !== 'string' || !/^[A-Z][^.]*[^.\s]$/.test(json.title)) found.push(`title ${json.title}`)
    check('title', `${json.title}.`)
    check('detail', json.detail)
    // Without a detail, Truto's `message` is the phrase of the status.
    if (json.message !== json.error) check('message', json.message)
    for (const fault of faults) check('errors', fault.detail, true)
  }
  for (const warning of warnings) check('warnings', warning.detail, true)
  return found
}

/** The unwanted words of a text without its quotations. */
const wordFaultsOf = (place: string, text: string): readonly string[] =>
  unwantedIn(withoutQuotations(text)).map((fault) => `${place} ${fault}`)

/** The texts of what a provider supports, in an answer of any depth. */
const remarksIn = (value: unknown): readonly string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, member]) =>
        typeof member === 'string' && /^(?:notes?|reason)$/.test(name) ? [member] : remarksIn(member),
      )

/** A page as its reader sees it, without code. */
const visibleText = (html: string): string =>
  html
    .replaceAll(/<(script|style|pre|code)\b.*?<\/\1>/gs, '""')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')

/** The faults of the texts of an answer in every form: JSON, lines, the header of warnings, and pages. */
export const textFaultsOf = (answer: {
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly json: unknown
}): readonly string[] => {
  const type = String(answer.headers['content-type'] ?? '')
  const header = answer.headers['rollcall-warnings']
  const values: unknown[] = [answer.json]
  if (typeof header === 'string') values.push({ warnings: JSON.parse(header) })
  if (/ndjson/.test(type)) {
    const lines = answer.text.split('\n').filter((line) => line !== '')
    for (const line of lines) {
      const value: unknown = JSON.parse(line)
      values.push(value, isRecord(value) ? value.error : undefined)
    }
  }
  return [
    ...values.flatMap(sentenceFaultsOf),
    ...remarksIn(answer.json).flatMap((remark) => wordFaultsOf(`"${remark}"`, remark)),
    ...(/html/.test(type) ? wordFaultsOf('the page', visibleText(answer.text)) : []),
  ]
}

/** The faults of the messages of log lines: a message has no full stop at its end. */
export const logFaultsOf = (lines: readonly string[]): readonly string[] => [
  ...new Set(
    lines.flatMap((line) => {
      const { msg }: Record<string, unknown> = JSON.parse(line)
      if (typeof msg !== 'string') return []
      return [
        ...(/^[a-z].*[^.\s]$|^[A-Z][a-z]*[A-Z]/.test(msg) ? [] : [`"${msg}" does not have the form of a message`]),
        ...wordFaultsOf(`"${msg}"`, msg),
      ]
    }),
  ),
]

/** The faults of what a command has printed: sentences on the errors, and words everywhere. */
export const commandFaultsOf = (output: string, errors: string): readonly string[] => [
  ...wordFaultsOf('the output', output),
  ...wordFaultsOf('the errors', errors),
  ...errors
    .split(/\n|\[y\/N\] /)
    .map((line) => line.replace(/^Warning: /, ''))
    .filter((line) => /^[A-Z][^|]*\.$/.test(line))
    .flatMap((line) => sentenceFaults(line, { names: vendorNames }).map((fault) => `"${line}" ${fault}`)),
]
