import { systemClock } from '../../../src/clock.ts'
import { type Received, type Sent, startTestServer, type TestServer } from '../test-server.ts'

/** A request and the problem that it was answered with. */
export interface Provoked {
  readonly method: string
  /** With the query. */
  readonly target: string
  readonly sent: Sent
  readonly received: Received
}

/** A server whose time stands still but for what a provocation adds, so that equal requests get equal answers. */
export interface ProvokingServer extends TestServer {
  provoke(method: string, path: string, sent?: Sent): Promise<Provoked>
  advance(milliseconds: number): void
}

/** Requests that are served at once, few enough to reach them. */
export const callsAtOnce = 8
/** Requests of one token, more than all other provocations send. */
export const requestsOfToken = 300

/** Starts one; everything that a problem may come from is within reach. */
export const startProvokingServer = async (): Promise<ProvokingServer> => {
  let nowMs = Date.UTC(2026, 10, 22)
  const server = await startTestServer({
    clock: { ...systemClock, now: () => nowMs },
    environment: { ROLLCALL_DEADLINE_MS: '5000' },
    config: { maximumCalls: callsAtOnce, rateLimit: requestsOfToken },
  })
  return {
    ...server,
    async provoke(method, path, sent = {}) {
      const target = sent.query === undefined ? path : `${path}?${sent.query}`
      return { method, target, sent, received: await server.call(method, path, sent) }
    },
    advance(milliseconds) {
      nowMs += milliseconds
    },
  }
}
