import { closestMatch } from 'leven'

/** Longer texts are not misspelled names, and take too long to compare. In characters. */
const longestName = 64

/**
 * The known name that a misspelled one most likely means; `undefined` when none is near. Letter case and the
 * separators `-`, `_` and blank make no difference. `share`: how much of the name may be misspelled.
 */
export const nearestName = (name: string, known: Iterable<string>, share = 0.4): string | undefined => {
  const wanted = folded(name)
  if (name.length > longestName || wanted === '') return undefined
  const byFolded = new Map([...known].map((candidate) => [folded(candidate), candidate]))
  const maxDistance = Math.max(1, Math.floor(wanted.length * share))
  const nearest = closestMatch(wanted, [...byFolded.keys()], { maxDistance })
  return nearest === undefined ? undefined : byFolded.get(nearest)
}

const folded = (name: string): string => name.toLowerCase().replaceAll(/[-_\s]/g, '')
