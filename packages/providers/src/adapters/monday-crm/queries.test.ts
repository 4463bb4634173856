import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at } from '../../runtime/json/json.ts'
import { stepsOf } from '../../runtime/writes/update-user.ts'
import { mondayCrm } from './monday-crm.ts'
import * as queries from './queries.ts'

const texts = new Set(Object.values(queries).filter((value) => typeof value === 'string'))
const { list, get, create, update } = mondayCrm.users

/** Any text, with many of the characters that could end a string of GraphQL. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', '\\', '\n', '{', '}', '(', ')', '$id', '#', ':', '"""', ' ', 'me') }),
)

/** The document of a request, which must be one of the constants. */
const documentOf = (body: unknown): unknown => {
  const query = at(body, 'query')
  expect(texts).toContain(query)
  return query
}

describe('a value in a query of GraphQL', () => {
  it('is a variable, never a part of the text, in a list', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 1000 }), (email, size) => {
        const { body } = list.request({
          size,
          at: 3 * size,
          pass: '',
          filters: { email },
          sort: undefined,
          variables: {},
          workspaceId: undefined,
        })
        expect(documentOf(body)).toBe(queries.listUsers)
        expect(at(body, 'variables')).toEqual({ limit: size, page: 4, emails: [email] })
      }),
    )
  })

  it('is a variable, never a part of the text, as an id', () => {
    fc.assert(
      fc.property(anyText, (id) => {
        const request = 'fromList' in get ? undefined : get.requests[0]
        if (typeof request !== 'function') throw new Error('The request is made from the id.')
        const { body } = request(id, {})
        expect(documentOf(body)).toBe(queries.getUser)
        expect(at(body, 'variables')).toEqual({ id })
      }),
    )
  })

  it('is a variable, never a part of the text, when it is written', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.boolean(), (id, name, is_active) => {
        if ('absent' in update || 'absent' in create) throw new Error('Both are there.')
        const steps = stepsOf(update, {
          id,
          changes: { name, is_active },
          body: { name },
          record: undefined,
          variables: {},
        })
        expect(steps.map((step) => documentOf(step.body))).toEqual([
          queries.updateUser,
          is_active ? queries.activateUser : queries.deactivateUser,
        ])
        expect(steps.map((step) => at(step.body, 'variables'))).toEqual([{ id, attributes: { name } }, { id }])
        const { body } = create.request({ body: { email: name }, variables: {} })
        expect(documentOf(body)).toBe(queries.inviteUser)
        expect(at(body, 'variables')).toEqual({ user_role: 'MEMBER', product: 'crm', email: name })
      }),
    )
  })

  it('has a variable for each place that uses it', () => {
    for (const text of texts) {
      const declared = new Set([...(text.split('{')[0] ?? '').matchAll(/\$(\w+):/g)].map(([, name]) => name))
      const used = new Set([...text.slice(text.indexOf('{')).matchAll(/\$(\w+)/g)].map(([, name]) => name))
      expect(used).toEqual(declared)
      expect(text.split('{').length).toBe(text.split('}').length)
      expect(text.split('(').length).toBe(text.split(')').length)
    }
  })
})
