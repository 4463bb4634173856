import { casesOf } from './cases.ts'
import type { Measured } from './growth-report.ts'
import { load } from './load.ts'
import type { Target } from './process.ts'
import type { Rollcall } from './rollcall.ts'

/** A server that is measured. */
export interface Measurable {
  readonly name: string
  readonly rollcall: Rollcall
  /** GETs a second on all connections; absent: as many as it answers. */
  readonly perSecond?: number
  /** The bare Express server that it is compared with, where it is another one. */
  readonly ceiling?: Target
}

/** What all measurements of growth need. */
export interface Setting {
  readonly vendor: Target
  readonly ceiling: Target
  readonly rounds: number
}

/** Of each server. */
const connections = 25
const secondsARound = 2

/** Sends GETs for this many seconds; processor time of one, in microseconds. */
export const loadFor = async (
  { rollcall: { target, token, accounts }, perSecond }: Omit<Measurable, 'name'>,
  seconds: number,
): Promise<number> => {
  const pace = perSecond === undefined ? {} : { perSecond }
  return (await load(target, casesOf(accounts).get, { connections, seconds, token, ...pace })).cpuUs
}

/** Requests after which V8 has compiled what it will compile; several processes share them. */
const warmUpRequests = 10_000

export const warmUp = async (server: Omit<Measurable, 'name'>, processes = 1): Promise<void> => {
  const { target, token, accounts } = server.rollcall
  for (let sent = 0; sent < warmUpRequests * processes; ) {
    const { rps } = await load(target, casesOf(accounts).get, { connections, seconds: secondsARound, token })
    sent += rps * secondsARound
  }
}

/** Every server in turn, round by round, each at the same time as the bare Express server: the machine's own speed is left out. */
export const measureInTurn = async (
  servers: readonly Measurable[],
  { ceiling, rounds }: Pick<Setting, 'ceiling' | 'rounds'>,
): Promise<readonly Measured[]> => {
  const measured = servers.map((server) => {
    const [ratios, bareUs]: [number[], number[]] = [[], []]
    return { name: server.name, server, ratios, bareUs }
  })
  for (let round = 0; round < rounds; round += 1) {
    for (let index = 0; index < measured.length; index += 1) {
      // The order turns with each round, so that none is always the first.
      const one = measured[(index + round) % measured.length]
      if (one === undefined) continue
      const { server, ratios, bareUs } = one
      const bare = { ...server, rollcall: { ...server.rollcall, target: server.ceiling ?? ceiling } }
      const [ofBare, ofServer] = await Promise.all([loadFor(bare, secondsARound), loadFor(server, secondsARound)])
      ratios.push(ofServer / ofBare)
      bareUs.push(ofBare)
    }
  }
  return measured
}
