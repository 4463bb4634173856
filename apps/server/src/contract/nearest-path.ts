import { nearestName } from '../nearest-name.ts'
import { placedOperations } from './specification.ts'

const templates = [...new Set(placedOperations.map(({ path }) => path))]

/** A template with the segments of a path in its placeholders; `undefined` where it has another number of segments. */
const filled = (template: string, given: readonly string[]): string | undefined => {
  const segments = template.split('/')
  return segments.length === given.length
    ? segments.map((segment, index) => (segment.startsWith('{') ? given[index] : segment)).join('/')
    : undefined
}

/** The path of the contract that an unknown path most likely means; `undefined` when none is near. */
export const nearestPath = (path: string): string | undefined => {
  const given = path.replace(/(?<=.)\/$/, '').split('/')
  const byPath = new Map(templates.map((template) => [filled(template, given) ?? template, template]))
  const nearest = nearestName(path, byPath.keys(), 0.2)
  return nearest === undefined ? undefined : byPath.get(nearest)
}
