import { describe, expect, it } from 'vitest'
import { contractDocument } from './testing/contract-document.ts'

const referencesWithin = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : referencesWithin(child),
  )
}

const components = Object.entries(contractDocument.components)
  .filter(([kind]) => kind !== 'securitySchemes')
  .flatMap(([kind, members]) => Object.keys(members).map((name) => `#/components/${kind}/${name}`))
const used = new Set(referencesWithin(contractDocument))

describe('the components of the contract', () => {
  it('are all used', () => {
    expect(components.filter((component) => !used.has(component))).toEqual([])
  })

  it('all exist where they are used', () => {
    expect([...used].filter((reference) => !components.includes(reference))).toEqual([])
  })
})
