import { expect, test } from 'vitest'
import { createLogger, withoutTokens } from './logging.ts'

const logged = (write: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown> => {
  const lines: string[] = []
  write(createLogger({ level: 'info', destination: { write: (line: string) => lines.push(line) } }))
  return JSON.parse(lines[0] ?? '{}')
}

test('tokens within texts are taken out', () => {
  expect(withoutTokens('Authorization: Bearer abc.DEF-123= and rollcall_0123456789abcdef')).toBe(
    'Authorization: Bearer [token] and [token]',
  )
})

test('members that hold credentials are redacted, one level deep too', () => {
  expect(logged((logger) => logger.info({ token: 't', headers: { authorization: 'Bearer x' } }, 'm'))).toMatchObject({
    token: '[redacted]',
    headers: { authorization: '[redacted]' },
  })
})

test.each(['authorization', 'token', 'access_token', 'refresh_token', 'api_key', 'password', 'secret'])(
  'the value of %s is in no line',
  (name) => {
    const line = logged((logger) => logger.info({ [name]: 'hidden', account: { [name]: 'hidden' } }, 'm'))
    expect(JSON.stringify(line)).not.toContain('hidden')
  },
)

test('an error is logged with its causes and without the members that it may carry', () => {
  const cause = Object.assign(new Error('said Bearer abcdefgh'), { response: 'secret' })
  const line = logged((logger) => logger.error({ err: new Error('outer', { cause }) }, 'm'))
  expect(line).toMatchObject({ err: { message: 'outer', cause: { message: 'said Bearer [token]' } } })
  expect(JSON.stringify(line)).not.toContain('secret')
})

test('an endless chain of causes ends', () => {
  const error = new Error('round')
  error.cause = error
  expect(() => logged((logger) => logger.error({ err: error }, 'm'))).not.toThrow()
})
