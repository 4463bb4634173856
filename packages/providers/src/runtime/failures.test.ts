import { describe, expect, it } from 'vitest'
import { ProviderFailure, Refusal } from './failures.ts'

describe('a failure of a vendor', () => {
  it('has a slug, a sentence, what led to it, and its cause', () => {
    const cause = new Error('socket')
    const failure = new ProviderFailure('provider-error', 'Acme failed.', { cause, status: 502, isTransient: true })
    expect(failure).toMatchObject({ name: 'ProviderFailure', slug: 'provider-error', message: 'Acme failed.', cause })
    expect(failure.options).toMatchObject({ status: 502, isTransient: true })
    expect(new ProviderFailure('internal', 'x').options).toEqual({})
  })
})

describe('a refusal', () => {
  it('names what is wrong, where, and what can be done instead', () => {
    const errors = [{ pointer: '/email', detail: 'no' }]
    const refusal = new Refusal('field-not-supported', 'No.', { errors, writableFields: ['name'] })
    expect(refusal).toMatchObject({ name: 'Refusal', slug: 'field-not-supported', errors, writableFields: ['name'] })
    expect(new Refusal('invalid-request', 'No.')).toMatchObject({
      errors: [],
      writableFields: undefined,
      missingFields: undefined,
    })
  })
})
