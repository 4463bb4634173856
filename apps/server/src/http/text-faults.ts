import type { Fault } from '@rollcall/providers'

/** Texts that JSON allows and vendors cannot store: their databases refuse them, or end the text there. */

/** The fault of a text, `undefined` without one. */
export const textFault = (text: string): string | undefined => {
  if (text.includes('\0')) return 'has a NUL character; leave it out'
  return text.isWellFormed() ? undefined : 'has half of a surrogate pair, which is not a character'
}

/** Names that JavaScript reserves; no vendor has such a field. */
const reserved = new Set(['__proto__', 'constructor'])

/** The fault of a member's name, `undefined` without one. */
export const nameFault = (name: string): string | undefined =>
  reserved.has(name) ? `must not have a member named ${name}` : textFault(name)

const escaped = (name: string): string => name.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')

const childrenOf = (value: unknown): readonly (readonly [name: string, value: unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []

/** Every text and every name in a body that must not be passed on, each at its place. */
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
      // At the top the contract refuses all names but its own.
      const wrongName = isTop ? undefined : nameFault(name)
      if (wrongName === undefined) open.push({ value: child, pointer: `${pointer}/${escaped(name)}`, isTop: false })
      else faults.push({ pointer, detail: wrongName })
    }
  }
  return faults
}
