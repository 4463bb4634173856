import { EventEmitter } from 'node:events'

/**
 * For `--import`: raises a fault outside of any request at each SIGUSR2; with `FAULT_AT_START=1` as soon as the process has
 * its fault listeners. `FAULT` lists them with commas, in their order; the last one is repeated.
 */

const secrets = `Bearer made-up-secret-0123456789 rollcall_${'0123456789abcdef'.repeat(4)}01234567`
const unreadable = (): Error => {
  const error = new Error(secrets)
  Object.defineProperty(error, 'message', {
    get() {
      throw new Error(secrets)
    },
  })
  return error
}

const faults: Readonly<Record<string, () => unknown>> = {
  'a rejection': () => Promise.reject(new Error(secrets)),
  'a rejection with a text': () => Promise.reject(secrets),
  'a rejection with nothing': () => Promise.reject(),
  'a rejection of an async function': async () => {
    throw new Error('outer', { cause: new Error(secrets) })
  },
  'an exception': () => {
    throw new Error(secrets)
  },
  'an exception that is no error': () => {
    throw { token: secrets, secrets }
  },
  'an exception that cannot be read': () => {
    throw unreadable()
  },
  'an error event that nobody listens to': () => new EventEmitter().emit('error', new Error(secrets)),
  'exceptions without end': () =>
    setInterval(() => {
      throw new Error(secrets)
    }, 5),
}

const wanted = (process.env.FAULT ?? '').split(',')
const fault = (): unknown => faults[(wanted.length > 1 ? wanted.shift() : wanted[0]) ?? '']?.()
process.on('SIGUSR2', () => setImmediate(fault))
if (process.env.FAULT_AT_START === '1') {
  process.on('newListener', (name) => {
    if (name === 'unhandledRejection') process.nextTick(fault)
  })
}
