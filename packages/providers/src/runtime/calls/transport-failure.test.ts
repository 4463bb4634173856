import { describe, expect, it } from 'vitest'
import { DeadlinePassed } from '../limits/context.ts'
import { type Progress, transportFailure } from './transport-failure.ts'

const request = {
  provider: 'pipedrive',
  method: 'POST',
  url: new URL('https://api.acme.test/users'),
  headers: {},
} as const
const coded = (code: string): Error => Object.assign(new Error('broken'), { code })
const failed = (error: Error, progress: Progress, signal = new AbortController().signal) =>
  transportFailure(request, error, progress, signal)

describe('a broken exchange', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'])(
    'that ended with %s never reached the vendor, at any stage of the request',
    (code) => {
      for (const progress of ['waiting', 'started'] as const) {
        expect(failed(coded(code), progress)).toMatchObject({
          slug: 'provider-unavailable',
          options: { mayHaveBeenApplied: false, isTransient: true },
        })
      }
    },
  )

  it('may have been applied once it was being sent', () => {
    expect(failed(coded('ECONNRESET'), 'waiting').options.mayHaveBeenApplied).toBe(false)
    expect(failed(coded('ECONNRESET'), 'started').options.mayHaveBeenApplied).toBe(true)
    const broken = failed(coded('ECONNRESET'), 'answering')
    expect(broken).toMatchObject({ slug: 'provider-error', options: { mayHaveBeenApplied: true } })
  })

  it('that ran out of time is a timeout, and is not repeated', () => {
    const signal = AbortSignal.abort(new DeadlinePassed('late'))
    for (const progress of ['waiting', 'started'] as const) {
      const failure = failed(coded('ECONNRESET'), progress, signal)
      expect(failure.slug).toBe('provider-timeout')
      expect(failure.options.mayHaveBeenApplied).toBe(progress === 'started')
      expect(failure.options.isTransient).not.toBe(true)
    }
  })
})
