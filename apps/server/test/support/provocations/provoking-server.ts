import { systemClock } from '../../../src/clock.ts'
import { type Received, type Sent, startTestServer, type TestServer } from '../test-server.ts'

/** A request and the problem that it got. */
export interface Provoked {
  readonly method: string
  /** With the query. */
  readonly target: string
  readonly sent: Sent
  readonly received: Received
}

/** A server whose clock only a provocation moves, so that equal requests get equal answers. */
export interface ProvokingServer extends TestServer {
  provoke(method: string, path: string, sent?: Sent): Promise<Provoked>
  advance(milliseconds: number): void
}

/** The limit of simultaneous requests, low enough to reach it. */
export const callsAtOnce = 8
/** The limit of requests of one token, above those of all other provocations. */
export const requestsOfToken = 300

/** Starts one, on which every problem can be provoked. */
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
