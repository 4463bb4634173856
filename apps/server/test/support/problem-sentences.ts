import { adapters } from '@rollcall/providers'
import { sentenceFaults } from '../../../../scripts/plain-words.ts'

/** The form of every sentence in an answer: of a problem, and of warnings. */

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const recordsIn = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : []

/** Vendors, and the words of what they call their things. */
const vendorNames = Object.values(adapters).flatMap(({ name }) => [name, `${name}'s`])

const placesOf = ({ parameter, pointer, header }: Record<string, unknown>): readonly string[] =>
  [parameter, header, typeof pointer === 'string' ? pointer.slice(1).replaceAll('/', '.') : undefined].filter(
    (place) => typeof place === 'string',
  )

/** Longest sentence of one fault. */
const longestDetail = 300

/** What is wrong with the sentences of an answer, each named by its place; empty where nothing is. */
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
