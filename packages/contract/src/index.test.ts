import { describe, expect, expectTypeOf, it } from 'vitest'
import openapi from '../openapi.json' with { type: 'json' }
import type {
  ListUsersQuery,
  NormalizedUser,
  operations,
  Problem,
  ProblemSlug,
  ProviderSlug,
  User,
  UserList,
  UserWithWarnings,
} from './index.ts'
import { methodNames, problemTypes, providerSlugs, responseFormats, userFields } from './index.ts'
import { contractDocument } from './testing/contract-document.ts'

type Answer<
  Id extends keyof operations,
  Status extends keyof operations[Id]['responses'],
> = operations[Id]['responses'][Status] extends { content: infer Content } ? Content[keyof Content] : never

describe('the generated files', () => {
  it('are the contract as it is written', () => {
    expect(openapi).toEqual(contractDocument)
  })

  it('list the enums of the contract', () => {
    const { schemas } = contractDocument.components
    expect(providerSlugs).toEqual(schemas.ProviderSlug?.enum)
    expect(methodNames).toEqual(schemas.MethodName?.enum)
    expect(userFields).toEqual(schemas.UserField?.enum)
    expect(responseFormats).toEqual(schemas.ResponseFormat?.enum)
    expect(problemTypes).toEqual(schemas.ProblemType?.enum)
  })

  it('know every field of a user by name', () => {
    expect(userFields).toEqual(Object.keys(contractDocument.components.schemas.User?.properties ?? {}))
  })
})

describe('the types', () => {
  it('keep the answer for one user a user whose id is text, whatever media types there are', () => {
    expectTypeOf<Answer<'getUser', 200>>().toEqualTypeOf<User>()
    expectTypeOf<Answer<'getMe', 200>>().toEqualTypeOf<User>()
    expectTypeOf<Answer<'getUser', 200>['id']>().toEqualTypeOf<string>()
    expectTypeOf<Answer<'createUser', 201>>().toEqualTypeOf<UserWithWarnings>()
    expectTypeOf<Answer<'updateUser', 200>['id']>().toEqualTypeOf<string>()
  })

  it('keep the answer for a list a list, although it exists as NDJSON too', () => {
    expectTypeOf<Answer<'listUsers', 200>>().toEqualTypeOf<UserList>()
  })

  it('make every failure a problem with a closed set of types', () => {
    expectTypeOf<Answer<'getUser', 404>>().toEqualTypeOf<Problem>()
    expectTypeOf<Problem['type']>().toEqualTypeOf<`/errors/${ProblemSlug}`>()
    expectTypeOf<'user-not-found'>().toExtend<ProblemSlug>()
  })

  it('take a normalized user for a user', () => {
    expectTypeOf<NormalizedUser>().toExtend<User>()
  })

  it('type the query of a list', () => {
    expectTypeOf<ListUsersQuery['remote_query']>().toEqualTypeOf<{ [key: string]: unknown } | undefined>()
    expectTypeOf<ListUsersQuery['truto_key_by']>().toEqualTypeOf<'id' | 'email' | undefined>()
    expectTypeOf<(typeof providerSlugs)[number]>().toEqualTypeOf<ProviderSlug>()
  })
})
