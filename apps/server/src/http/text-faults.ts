import type { Fault } from '@rollcall/providers'

/** Text that JSON lets through and nothing behind it can keep: vendors' stores refuse it, or end a text there. */

/** What is wrong with a text, `undefined` when nothing is. */
export const textFault = (text: string): string | undefined => {
  if (text.includes('\0')) return 'has a NUL character; leave it out'
  return text.isWellFormed() ? undefined : 'has half of a surrogate pair, which is not a character'
}

/** Names that JavaScript keeps for itself; no vendor has such a field. */
const reserved = new Set(['__proto__', 'constructor'])

/** What is wrong with the name of a member, `undefined` when nothing is. */
export const nameFault = (name: string): string | undefined =>
  reserved.has(name) ? `must not have a member named ${name}` : textFault(name)

const escaped = (name: string): string => name.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')

const childrenOf = (value: unknown): readonly (readonly [name: string, value: unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []

/** Every text and every name in a body that is not fit to be passed on, each at its place. */
export const bodyTextFaults = (body: unknown): Fault[] => {
  const faults: Fault[] = []
  const open: { readonly value: unknown; readonly pointer: string; readonly isTop: boolean }[] = [
    { value: body, pointer: '', isTop: true },
  ]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value, pointer, isTop } = place
    const wrong = typeof value === 'string' ? textFault(value) : undefined
    if (wrong !== undefined) faults.push({ pointer, detail: wrong })
    for (const [name, child] of childrenOf(value)) {
      // Names at the top are the contract's own; it refuses all others.
      const wrongName = isTop ? undefined : nameFault(name)
      if (wrongName === undefined) open.push({ value: child, pointer: `${pointer}/${escaped(name)}`, isTop: false })
      else faults.push({ pointer, detail: wrongName })
    }
  }
  return faults
}
