import type {
  DeletedIntegratedAccount,
  DeletedUser,
  Health,
  IntegratedAccountList,
  IntegrationList,
  NormalizedUserWithWarnings,
  Ping,
  Problem as ProblemOfContract,
  ProblemType,
  Readiness,
} from '@rollcall/contract'
import { describe, expectTypeOf, it } from 'vitest'
import type {
  Capabilities,
  Client,
  ClientPaths,
  IntegratedAccount,
  IntegratedAccountWithWarnings,
  Integration,
  KeyedUserList,
  Meta,
  NormalizedUser,
  NormalizedUserList,
  Problem,
  ProblemOf,
  User,
  UserList,
  UserWithWarnings,
} from './index.ts'
import { isProblem, ProblemError } from './index.ts'

/** Nothing here is called: the compiler is the test. */
declare const client: Client

const id = '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11'
const query = { integrated_account_id: id }
const params = { path: { id: '7' }, query }

type Data<Call extends (...input: never[]) => Promise<{ data?: unknown }>> = NonNullable<
  Awaited<ReturnType<Call>>['data']
>

describe('the types of the users calls', () => {
  it('give a list', () => {
    const call = () => client.GET('/unified/crm/users', { params: { query } })
    expectTypeOf<Data<typeof call>>().toEqualTypeOf<UserList>()
  })

  it('give an array of users, and an object of them where a key is asked for', () => {
    const list = () => client.GET('/unified/crm/users', { params: { query } })
    expectTypeOf<Data<typeof list>['result']>().toEqualTypeOf<User[]>()
    const keyed = () => client.GET('/unified/crm/users', { params: { query: { ...query, truto_key_by: 'email' } } })
    expectTypeOf<Data<typeof keyed>['result']>().toEqualTypeOf<{ [key: string]: User }>()
    expectTypeOf<Data<typeof keyed>>().toExtend<KeyedUserList>()
    const normalized = () =>
      client.normalized.GET('/unified/crm/users', { params: { query: { ...query, truto_key_by: 'id' } } })
    expectTypeOf<Data<typeof normalized>['result']>().toEqualTypeOf<{ [key: string]: NormalizedUser }>()
    // @ts-expect-error no such key
    return () => client.GET('/unified/crm/users', { params: { query: { ...query, truto_key_by: 'name' } } })
  })

  it('give one user, whose id is text', () => {
    const call = () => client.GET('/unified/crm/users/{id}', { params })
    expectTypeOf<Data<typeof call>>().toEqualTypeOf<User>()
    expectTypeOf<Data<typeof call>['id']>().toEqualTypeOf<string>()
    const me = () => client.GET('/unified/crm/users/me', { params: { query } })
    expectTypeOf<Data<typeof me>>().toEqualTypeOf<User>()
  })

  it('give the written user, with warnings, and the id of a deleted user', () => {
    const create = () => client.POST('/unified/crm/users', { params: { query }, body: { name: 'Ann' } })
    expectTypeOf<Data<typeof create>>().toEqualTypeOf<UserWithWarnings>()
    const header = { 'Idempotency-Key': 'key-1', Prefer: 'handling=strict' }
    const update = () =>
      client.PATCH('/unified/crm/users/{id}', { params: { ...params, header }, body: { email: null } })
    expectTypeOf<Data<typeof update>>().toEqualTypeOf<UserWithWarnings>()
    const remove = () => client.DELETE('/unified/crm/users/{id}', { params })
    expectTypeOf<Data<typeof remove>>().toEqualTypeOf<DeletedUser>()
  })

  it('give the supported fields', () => {
    const path = { method: 'list' } as const
    const meta = () => client.GET('/unified/crm/users/meta/{method}', { params: { path, query } })
    expectTypeOf<Data<typeof meta>>().toEqualTypeOf<Meta>()
    const ofProvider = () =>
      client.GET('/unified/crm/users/{provider}/meta/{method}', { params: { path: { ...path, provider: 'hubspot' } } })
    expectTypeOf<Data<typeof ofProvider>>().toEqualTypeOf<Meta>()
  })

  it('accept every parameter of a list, times as text or Date, and undefined for absent ones', () => {
    const call = () =>
      client.GET('/unified/crm/users', {
        params: {
          query: {
            ...query,
            limit: undefined,
            next_cursor: '',
            email: 'ann@example.com',
            name: 'Ann',
            is_active: true,
            created_at: { gte: new Date(), lt: '2026-01-01T00:00:00Z', gt: undefined },
            updated_at: undefined,
            sort_by: { created_at: 'desc' },
            truto_exclude_fields: ['remote_data'],
            truto_ignore_limit: true,
            truto_ignore_remote_data: true,
            truto_key_by: 'email',
            truto_response_format: 'normalized',
            remote_query: { a: { b: [1] } },
            workspace: { id: 'a' },
          },
          header: { Prefer: 'wait=5' },
        },
        signal: undefined,
      })
    expectTypeOf<Data<typeof call>['next_cursor']>().toEqualTypeOf<string | null>()
  })
})

describe('the types of the other calls', () => {
  it('give accounts', () => {
    const list = () => client.GET('/integrated-account', { params: { query: { integration: { name: 'hubspot' } } } })
    expectTypeOf<Data<typeof list>>().toEqualTypeOf<IntegratedAccountList>()
    const get = () => client.GET('/integrated-account/{id}', { params: { path: { id } } })
    expectTypeOf<Data<typeof get>>().toEqualTypeOf<IntegratedAccount>()
    const create = () =>
      client.POST('/integrated-account', {
        body: {
          integration: 'hubspot',
          tenant_id: 'acme',
          authentication_method: 'api_key',
          context: { api_key: 'made-up' },
        },
      })
    expectTypeOf<Data<typeof create>>().toEqualTypeOf<IntegratedAccountWithWarnings>()
    const remove = () => client.DELETE('/integrated-account/{id}', { params: { path: { id } } })
    expectTypeOf<Data<typeof remove>>().toEqualTypeOf<DeletedIntegratedAccount>()
  })

  it('give providers', () => {
    const list = () => client.GET('/integration')
    expectTypeOf<Data<typeof list>>().toEqualTypeOf<IntegrationList>()
    const get = () => client.GET('/integration/{slug}/capabilities', { params: { path: { slug: 'hubspot' } } })
    expectTypeOf<Data<typeof get>>().toEqualTypeOf<Capabilities>()
  })

  it('give the state of the server', () => {
    const ping = () => client.GET('/ping')
    expectTypeOf<Data<typeof ping>>().toEqualTypeOf<Ping>()
    const health = () => client.GET('/healthz')
    expectTypeOf<Data<typeof health>>().toEqualTypeOf<Health>()
    const readiness = () => client.GET('/readyz')
    expectTypeOf<Data<typeof readiness>>().toEqualTypeOf<Readiness>()
  })

  it('give documents: JSON parsed, others as text', () => {
    const json = () => client.GET('/openapi.json')
    expectTypeOf<Data<typeof json>['openapi']>().toEqualTypeOf<string>()
    const yaml = () => client.GET('/openapi.yaml')
    expectTypeOf<Data<typeof yaml>>().toEqualTypeOf<string>()
    const page = () => client.GET('/errors/{slug}', { params: { path: { slug: 'internal' } } })
    expectTypeOf<Data<typeof page>>().toEqualTypeOf<string>()
    const script = () => client.GET('/connect/assets/{name}', { params: { path: { name: 'connect.js' } } })
    expectTypeOf<Data<typeof script>>().toEqualTypeOf<string>()
  })

  it('make every failure of every call a problem', () => {
    type Failure<Operation> = Operation extends { responses: infer Responses }
      ? {
          [Status in keyof Responses]: Status extends 200 | 201 | 202 | 303
            ? never
            : Responses[Status] extends { content: infer Content }
              ? Content[keyof Content]
              : 'no content'
        }[keyof Responses]
      : never
    type Every = {
      [Path in keyof ClientPaths]: {
        [Method in keyof ClientPaths[Path]]: Failure<ClientPaths[Path][Method]>
      }[keyof ClientPaths[Path]]
    }[keyof ClientPaths]
    expectTypeOf<Exclude<Every, undefined>>().toEqualTypeOf<ProblemOfContract>()
    expectTypeOf<Problem>().toExtend<Omit<ProblemOfContract, 'type'>>()
  })
})

describe('the types of a result', () => {
  it('narrow a problem by its type to the members that it has', () => {
    return async () => {
      const { error } = await client.PATCH('/unified/crm/users/{id}', { params, body: { is_active: false } })
      if (error === undefined) return
      expectTypeOf(error.applied).toEqualTypeOf<string[] | undefined>()
      expectTypeOf(error.writable_fields).toEqualTypeOf<string[] | undefined>()
      switch (error.type) {
        case '/errors/partially-applied':
          expectTypeOf(error).toEqualTypeOf<ProblemOf<'/errors/partially-applied'>>()
          expectTypeOf(error.applied).toEqualTypeOf<string[]>()
          expectTypeOf(error.failed).toEqualTypeOf<string[]>()
          expectTypeOf(error.writable_fields).toEqualTypeOf<undefined>()
          break
        case '/errors/field-not-supported':
          expectTypeOf(error.writable_fields).toEqualTypeOf<string[]>()
          expectTypeOf(error.applied).toEqualTypeOf<undefined>()
          break
        case '/errors/user-not-found':
        case 'about:blank':
          expectTypeOf(error.writable_fields).toEqualTypeOf<undefined>()
          expectTypeOf(error.detail).toEqualTypeOf<string | undefined>()
          break
        default:
          expectTypeOf(error.type).toEqualTypeOf<
            Exclude<ProblemType, '/errors/partially-applied' | '/errors/field-not-supported' | '/errors/user-not-found'>
          >()
      }
    }
  })

  it('narrow a caught error, and a value that isProblem recognises', () => {
    return (caught: unknown) => {
      if (isProblem(caught, '/errors/partially-applied')) expectTypeOf(caught.failed).toEqualTypeOf<string[]>()
      if (isProblem(caught)) expectTypeOf(caught).toEqualTypeOf<Problem>()
      if (caught instanceof ProblemError && caught.problem.type === '/errors/field-not-supported') {
        expectTypeOf(caught.problem.writable_fields).toEqualTypeOf<string[]>()
      }
    }
  })

  it('narrow to data or problem', () => {
    return async () => {
      const { data, error, response } = await client.GET('/unified/crm/users/{id}', { params })
      expectTypeOf(response).toEqualTypeOf<Response>()
      if (error) {
        expectTypeOf(error).toEqualTypeOf<Problem>()
        expectTypeOf(data).toEqualTypeOf<undefined>()
        expectTypeOf(error.type).toEqualTypeOf<ProblemType | 'about:blank'>()
        if (error.type === '/errors/user-not-found') expectTypeOf(error.type).toEqualTypeOf<'/errors/user-not-found'>()
        // @ts-expect-error a type that the contract does not have
        if (error.type === '/errors/user-lost') return undefined
        return undefined
      }
      expectTypeOf(data).toEqualTypeOf<User>()
      return data.id
    }
  })
})

describe('the types of the formats', () => {
  it('keep raw and stream away from data', () => {
    expectTypeOf(() => client.raw('/unified/crm/users/{id}', { params })).returns.toEqualTypeOf<Promise<Response>>()
    expectTypeOf(() => client.stream('/unified/crm/users', { params: { query } })).returns.toEqualTypeOf<
      Promise<Response>
    >()
    return () => [
      client.GET('/unified/crm/users/{id}', {
        // @ts-expect-error bytes are not a user
        params: { ...params, query: { ...query, truto_response_format: 'raw' } },
      }),
      // @ts-expect-error no such format here
      client.raw('/ping', {}),
      // @ts-expect-error a user cannot be posted to its own path
      client.raw('/unified/crm/users/{id}', { method: 'POST', params, body: { name: 'Ann' } }),
      // @ts-expect-error a write has a body
      client.raw('/unified/crm/users/{id}', { method: 'PATCH', params }),
      // @ts-expect-error the account is missing
      client.raw('/unified/crm/users/{id}', { params: { path: { id: '7' } } }),
    ]
  })

  it('give normalized users their own type', () => {
    const list = () => client.normalized.GET('/unified/crm/users', { params: { query } })
    expectTypeOf<Data<typeof list>>().toEqualTypeOf<NormalizedUserList>()
    const get = () => client.normalized.GET('/unified/crm/users/{id}', { params })
    expectTypeOf<Data<typeof get>>().toEqualTypeOf<NormalizedUser>()
    const update = () => client.normalized.PATCH('/unified/crm/users/{id}', { params, body: { name: 'Ann' } })
    expectTypeOf<Data<typeof update>>().toEqualTypeOf<NormalizedUserWithWarnings>()
    const remove = () => client.normalized.DELETE('/unified/crm/users/{id}', { params })
    expectTypeOf<Data<typeof remove>>().toEqualTypeOf<DeletedUser>()
  })
})

describe('the types of the walks', () => {
  it('give users, pages with arrays, accounts and providers', () => {
    expectTypeOf<Client['users']>().returns.toExtend<AsyncIterable<User>>()
    expectTypeOf<Client['userLines']>().returns.toExtend<AsyncIterable<User>>()
    expectTypeOf<Client['normalized']['users']>().returns.toExtend<AsyncIterable<NormalizedUser>>()
    expectTypeOf<Client['accounts']>().returns.toExtend<AsyncIterable<IntegratedAccount>>()
    expectTypeOf<Client['integrations']>().returns.toExtend<AsyncIterable<Integration>>()
    return async () => {
      for await (const page of client.pages({ params: { query } })) {
        expectTypeOf(page.result).toEqualTypeOf<User[]>()
        expectTypeOf(page.next_cursor).toEqualTypeOf<string | null>()
      }
    }
  })

  it('give the items of every list by its path', () => {
    expectTypeOf(() => client.items('/integrated-account')).returns.toExtend<AsyncIterable<IntegratedAccount>>()
    expectTypeOf(() => client.items('/unified/crm/users', { params: { query } })).returns.toExtend<
      AsyncIterable<User>
    >()
    return () => [
      // @ts-expect-error the account is missing
      client.items('/unified/crm/users').next(),
      // @ts-expect-error not a list
      client.items('/ping').next(),
      // @ts-expect-error no such parameter
      client.items('/api-token', { params: { query: { limt: 1 } } }).next(),
    ]
  })

  it('refuse parameters that contradict the walk', () => {
    return () => [
      // @ts-expect-error a keyed answer is no array
      client.users({ params: { query: { ...query, truto_key_by: 'id' as const } } }).next(),
      // @ts-expect-error the account is missing
      client.users({ params: { query: {} } }).next(),
    ]
  })
})

describe('the types of the parameters', () => {
  it('refuse names that the contract does not have', () => {
    return () => [
      // @ts-expect-error no such path
      client.GET('/unified/crm/contacts', { params: { query } }),
      // @ts-expect-error no such method
      client.POST('/unified/crm/users/{id}', { params }),
      // @ts-expect-error the parameters are missing
      client.GET('/unified/crm/users/{id}'),
      // @ts-expect-error the id is missing
      client.GET('/unified/crm/users/{id}', { params: { query } }),
      // @ts-expect-error a limit is a number
      client.GET('/unified/crm/users', { params: { query: { ...query, limit: '5' } } }),
      // @ts-expect-error no such direction
      client.GET('/unified/crm/users', { params: { query: { ...query, sort_by: { name: 'up' } } } }),
      // @ts-expect-error no such parameter
      client.GET('/unified/crm/users', { params: { query: { ...query, limt: 5 } } }),
      // @ts-expect-error a cursor is for lists
      client.GET('/unified/crm/users/me', { params: { query: { ...query, next_cursor: 'a' } } }),
      // @ts-expect-error no such header
      client.PATCH('/unified/crm/users/{id}', { params: { ...params, header: { Idempotency: 'a' } }, body: {} }),
      // @ts-expect-error a read takes no key
      client.GET('/unified/crm/users', { params: { query, header: { 'Idempotency-Key': 'a' } } }),
      // @ts-expect-error no such field
      client.PATCH('/unified/crm/users/{id}', { params, body: { nickname: 'Ann' } }),
      // @ts-expect-error the body is missing
      client.POST('/unified/crm/users', { params: { query } }),
    ]
  })
})
