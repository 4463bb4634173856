import type { MethodName } from '@rollcall/contract'
import { describe, expect, it } from 'vitest'
import type { Adapter, ErrorRules, Verdict } from '../../contract.ts'
import { ProviderFailure } from '../failures.ts'
import { failureOf, recordOf, understood, vendorSentence, verdictOf } from './verdict.ts'

const acme: Pick<Adapter<never>, 'errors' | 'name'> = { name: 'Acme', errors: {} }

/** Rules that give every answer the same meaning. */
const meaning = (means: Verdict): ErrorRules => ({ fails: () => true, rules: [{ means }] })

const failure = (status: number, operation: MethodName, rules: Adapter<never>['errors'] = {}): ProviderFailure => {
  const adapter = { ...acme, errors: rules }
  const verdict = verdictOf(adapter, { status, headers: {}, body: null }, operation)
  if (verdict === undefined) throw new Error('The answer is a success.')
  const remote = { status, body: { code: 1 }, message: 'Nope' }
  return failureOf(adapter, verdict, { operation, remote, hint: { remaining: 1 }, retryAfterSeconds: 3 })
}

describe('the status of a vendor', () => {
  it.each([200, 201, 202, 204, 299])('%d is a success', (status) => {
    expect(verdictOf(acme, { status, headers: {}, body: null }, 'get')).toBeUndefined()
  })

  it.each<[number, MethodName, string, number | undefined]>([
    [400, 'get', 'provider-rejected', 400],
    [402, 'list', 'provider-rejected', 402],
    [410, 'get', 'provider-rejected', 410],
    [413, 'create', 'provider-rejected', 413],
    [415, 'update', 'provider-rejected', 415],
    [422, 'update', 'provider-rejected', 422],
    [423, 'update', 'provider-rejected', 423],
    [405, 'update', 'provider-rejected', 422],
    [408, 'get', 'provider-error', undefined],
    [420, 'get', 'provider-rate-limited', undefined],
    [425, 'update', 'provider-error', undefined],
    [451, 'get', 'provider-rejected', 422],
    [477, 'get', 'provider-error', undefined],
    [499, 'list', 'provider-error', undefined],
    [530, 'get', 'provider-error', undefined],
    [599, 'get', 'provider-error', undefined],
    [401, 'list', 'account-needs-reauth', undefined],
    [403, 'get', 'provider-forbidden', undefined],
    [404, 'get', 'user-not-found', undefined],
    [404, 'update', 'user-not-found', undefined],
    [404, 'delete', 'user-not-found', undefined],
    [404, 'list', 'provider-rejected', 422],
    [404, 'create', 'provider-rejected', 422],
    [404, 'me', 'provider-rejected', 422],
    [409, 'create', 'provider-conflict', undefined],
    [429, 'get', 'provider-rate-limited', undefined],
    [500, 'get', 'provider-error', undefined],
    [503, 'update', 'provider-error', undefined],
    [301, 'get', 'provider-error', undefined],
    [304, 'get', 'provider-error', undefined],
  ])('%d on %s is %s', (status, operation, slug, ours) => {
    const { options, ...rest } = failure(status, operation)
    expect(rest.slug).toBe(slug)
    expect(options).toMatchObject({ remote: { status, body: { code: 1 }, message: 'Nope' }, hint: { remaining: 1 } })
    expect(options.status).toBe(ours)
    expect(options.retryAfterSeconds).toBe(3)
  })

  it.each([408, 425, 477, 499, 500, 503, 530, 599])('%d may be repeated', (status) => {
    expect(failure(status, 'get').options.isTransient).toBe(true)
  })

  it('may be replaced by the adapter', () => {
    expect(failure(200, 'get', meaning(429)).slug).toBe('provider-rate-limited')
    expect(failure(404, 'list', meaning(503)).options.isTransient).toBe(true)
    expect(failure(400, 'get', meaning(423)).options.status).toBe(423)
  })

  it.each([
    'Access from this IP address is restricted by the administrator',
    'Your IP is not in the allow list',
    'The IP range of this request is not allowed for this key',
    'ip restricted',
    'Add the server to the whitelist of IP addresses',
    'IP_ADDRESS_BLOCKED',
  ])('401 and 403 concern the network where the sentence names it: %s', (message) => {
    for (const status of [401, 403]) {
      const verdict = verdictOf(acme, { status, headers: {}, body: { message } }, 'get')
      expect(verdict).toEqual({ kind: 'network-refused' })
      const numbered = { name: 'Acme', errors: meaning(status) }
      expect(verdictOf(numbered, { status: 200, headers: {}, body: { message } }, 'get')).toEqual(verdict)
    }
    expect(verdictOf(acme, { status: 400, headers: {}, body: { message } }, 'get')?.kind).toBe('rejected')
  })

  it.each(['The ship is restricted', 'You may not whitelist users', 'Membership is not allowed', 'Script blocked'])(
    '403 with another sentence concerns rights: %s',
    (message) => {
      expect(verdictOf(acme, { status: 403, headers: {}, body: { message } }, 'get')?.kind).toBe('forbidden')
    },
  )

  it('is replaced by the exceptions of the adapter, also on a success', () => {
    expect(failure(200, 'get', meaning(402)).options.status).toBe(402)
    expect(failure(500, 'get', meaning('rejected')).slug).toBe('provider-rejected')
    expect(failure(403, 'get', meaning('not-found')).slug).toBe('user-not-found')
    expect(failure(403, 'get', { rules: [{ means: () => undefined }] }).slug).toBe('provider-forbidden')
  })

  it('may be repeated from 500 on only', () => {
    expect([500, 502, 503, 504].map((status) => failure(status, 'get').options.isTransient)).toEqual(
      Array(4).fill(true),
    )
    expect([301, 400, 404, 429].map((status) => failure(status, 'get').options.isTransient)).toEqual(
      Array(4).fill(false),
    )
  })

  it('leaves open from 500 on whether a user was created, and leaves open no other write', () => {
    expect(failure(500, 'create').options.mayHaveBeenApplied).toBe(true)
    expect(failure(302, 'create').options.mayHaveBeenApplied).toBe(true)
    expect(failure(400, 'create').options.mayHaveBeenApplied).toBe(false)
    expect(failure(500, 'update').options.mayHaveBeenApplied).toBe(false)
  })

  it('names the missing permission of a 403', () => {
    const rules = { missingScopes: (body: unknown) => [JSON.stringify(body)] }
    expect(failure(403, 'get', rules).options.missingScopes).toEqual(['{"code":1}'])
    expect(failure(400, 'get', rules).options.missingScopes).toBeUndefined()
  })

  it('becomes a sentence that quotes the vendor', () => {
    expect(failure(403, 'get').message).toBe('Acme does not allow this with the credential of this account: "Nope".')
  })
})

describe('the sentence of a vendor', () => {
  it.each<[unknown]>([
    [{ message: 'Nope' }],
    [{ error: { message: 'Nope' } }],
    [{ error: 'Nope' }],
    [{ error: 'x', error_description: 'Nope' }],
    [{ errors: [{ detail: 'Nope', title: 'x' }] }],
    [{ errors: [{ title: 'Nope' }] }],
    [[{ message: 'Nope', errorCode: 'X' }]],
    [{ message: '  ', detail: 'Nope' }],
    [{ Message: 'Nope' }],
  ])('is found in %j', (body) => {
    expect(vendorSentence(acme, body)).toBe('Nope')
  })

  it('is read where the adapter finds it, before other places', () => {
    expect(vendorSentence({ errors: { message: () => 'Own' } }, { message: 'Nope' })).toBe('Own')
    expect(vendorSentence({ errors: { message: () => undefined } }, { message: 'Nope' })).toBe('Nope')
  })

  it('has at most 500 characters, and may be missing', () => {
    expect(vendorSentence(acme, { message: 'x'.repeat(600) })).toHaveLength(500)
    for (const body of [null, undefined, '<html>', {}, [], { message: 5 }])
      expect(vendorSentence(acme, body)).toBeUndefined()
  })
})

describe('the record in an answer', () => {
  it('is the body, or at the path of the adapter', () => {
    expect(recordOf(acme, { id: 1 }, undefined)).toEqual({ id: 1 })
    expect(recordOf(acme, { data: { id: 1 } }, (body) => Object(body).data)).toEqual({ id: 1 })
  })

  it.each([undefined, null, [], 'text', 1])('is missing in %j', (body) => {
    expect(() => recordOf(acme, body, undefined)).toThrow('Acme returned no user record.')
  })
})

describe('an answer that is not understood', () => {
  const answer = { remote: () => ({ status: 200, body: { odd: true }, message: undefined }) }
  const thrown = (error: unknown): unknown => {
    try {
      return understood(answer, () => {
        throw error
      })
    } catch (caught) {
      return caught
    }
  }

  it('is part of the failure', () => {
    const cause = new ProviderFailure('provider-error', 'odd', { isTransient: false })
    expect(thrown(cause)).toMatchObject({
      slug: 'provider-error',
      message: 'odd',
      cause,
      options: { isTransient: false, remote: { status: 200, body: { odd: true } } },
    })
  })

  it('does not replace an answer that the failure has already, or change another error', () => {
    const remote = { status: 500, body: null, message: undefined }
    for (const error of [new ProviderFailure('provider-error', 'x', { remote }), new TypeError('x')]) {
      expect(thrown(error)).toBe(error)
    }
  })

  it('does not affect a result that was understood', () => {
    expect(understood(answer, () => 7)).toBe(7)
  })
})
