import { adapters } from '@rollcall/providers'
import { sentenceFaults } from '../../../../scripts/plain-words.ts'

/** Checks the form of every sentence in an answer: of a problem, and of warnings. */

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
