import { expect, test } from 'vitest'
import { createLogger, loggedPath, plainLines, withoutTokens } from './logging.ts'

const logged = (write: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown> => {
  const lines: string[] = []
  write(createLogger({ level: 'info', destination: { write: (line: string) => lines.push(line) } }))
  return JSON.parse(lines[0] ?? '{}')
}

test('a plain line is the line of the logger', () => {
  const lines: string[] = []
  const logger = createLogger({ level: 'info', destination: { write: (line: string) => lines.push(line) } })
  const members = {
    path: '/users/"a\\\u2028\ud800"',
    status: 200,
    vendorMs: 0.5,
    isWhole: true,
    problem: undefined,
    rights: ['é'],
  }
  logger.info(members, 'a "request"')
  plainLines(logger, 'a "request"')(members)
  const [usual, plain] = lines.map((line) => line.replace(/"time":\d+/, '"time":0'))
  expect(plain).toBe(usual)
})

test('a plain line is written where the level of the logger allows it', () => {
  const lines: string[] = []
  const logger = createLogger({ level: 'warn', destination: { write: (line: string) => lines.push(line) } })
  plainLines(logger, 'request')({ status: 200 })
  expect(lines).toEqual([])
})

test('tokens within texts are removed', () => {
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

test('an error is logged with its causes and without its other members', () => {
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

test.each([
  ['/unified/crm/users/ann@x.io', '/unified/crm/users/a…@x.io'],
  ['/unified/crm/users/ann.lee+crm%40x.io', '/unified/crm/users/a…@x.io'],
  ['/unified/crm/users/ann%2540x.io', '/unified/crm/users/a…@x.io'],
  ["/unified/crm/users/o'brien=a@b@x.io", '/unified/crm/users/o…@x.io'],
  ['/unified/crm/users/%61nn%40x.io', '/unified/crm/users/…@x.io'],
  ['/unified/crm/users/7@', '/unified/crm/users/7…@'],
  ['/unified/crm/users/rollcall_0123456789abcdef', '/unified/crm/users/[token]'],
  ['/unified/crm/users/42', '/unified/crm/users/42'],
])('the path %s is logged as %s', (path, shown) => {
  expect(loggedPath(path)).toBe(shown)
})

test('an error shows no whole e-mail address', () => {
  const line = logged((logger) => logger.error({ err: new Error('Acme has no user "ann.lee@x.io" (a@b).') }, 'm'))
  expect(line).toMatchObject({ err: { message: 'Acme has no user "a…@x.io" (a…@b).' } })
  expect(JSON.stringify(line)).not.toContain('ann.lee')
})

test('an error of JavaScript shows nothing of the text that it could not read, neither in its message nor in its stack', () => {
  const read: readonly (() => unknown)[] = [
    () => JSON.parse('hidden-4f1d'),
    () => JSON.parse('{"a": hidden-4f1d}'),
    () => BigInt('hidden-4f1d'),
    () => decodeURIComponent('%hidden-4f1d'),
    () => Reflect.apply(Function('text', 'return "key" in text'), undefined, ['hidden-4f1d']),
  ]
  for (const work of read) {
    const line = logged((logger) => {
      try {
        work()
      } catch (cause) {
        logger.error({ err: new Error('outer', { cause }) }, 'm')
      }
    })
    expect(line).toMatchObject({
      err: { cause: { message: expect.any(String), stack: expect.stringContaining('at ') } },
    })
    expect(JSON.stringify(line)).not.toContain('hidden')
  }
})
