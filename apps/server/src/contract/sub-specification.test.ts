import { expect, test } from 'vitest'
import { placedOperations, specification } from './specification.ts'
import { subSpecification } from './sub-specification.ts'

const users = () => subSpecification(['/unified/crm/users'])

test('a part holds its paths, their request sides and the components that these refer to', () => {
  const part = users() as { paths: object; components: Record<string, object> }
  expect(Object.keys(part.paths)).toEqual(['/unified/crm/users'])
  expect(Object.keys(part.components.schemas ?? {})).toEqual(expect.arrayContaining(['UserCreate', 'SortDirection']))
  expect(part.components.schemas).not.toHaveProperty('Problem')
  expect(part.components).not.toHaveProperty('responses')
})

test('a part may be changed without changing the contract', () => {
  const before = JSON.stringify(specification)
  const part = users() as { components: { schemas: Record<string, unknown> } }
  part.components.schemas.UserCreate = undefined
  expect(JSON.stringify(specification)).toBe(before)
})

test('no object parameter has truthy additionalProperties, which would turn off checks of the validator', () => {
  for (const { operation } of placedOperations) {
    expect(JSON.stringify(operation.parameters ?? [])).not.toContain('"additionalProperties":true')
  }
})

test('a path that the contract lacks is a defect', () => {
  expect(() => subSpecification(['/none'])).toThrow('/none')
})
