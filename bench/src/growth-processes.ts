import { startPostgresServer } from '../../packages/store/src/testing/postgres-server.ts'
import { type Growth, growthOfBare, growthsOf } from './growth-report.ts'
import { type Measurable, measureInTurn, type Setting, warmUp } from './growth-rounds.ts'
import { startBareTarget } from './process.ts'
import { endRollcall, startRollcall } from './rollcall.ts'

/**
 * Servers of 1, 2 and 4 processes on one PostgreSQL, each with the same number of requests a second; the processor time of all
 * processes of a server is added. Each is compared with bare Express of as many processes. With as much load as they answer,
 * the processes would compete for the cores with each other, the load and the vendor; and a busy process answers more requests
 * in one turn of its event loop, which is cheaper.
 */

const perSecond = 1000

export const growthOfProcesses = async (
  setting: Setting,
): Promise<{ readonly growths: readonly Growth[]; readonly remark: string }> => {
  const postgres = await startPostgresServer()
  const ends = [postgres.remove]
  const servers: Measurable[] = []
  try {
    for (const count of [1, 2, 4]) {
      const settings = {
        DATABASE_URL: await postgres.createDatabase(`processes-${count}`),
        WEB_CONCURRENCY: String(count),
      }
      const name = `${count} process${count === 1 ? '' : 'es'}, ${perSecond} requests a second`
      const rollcall = await startRollcall(setting.vendor.origin, { settings })
      ends.push(() => endRollcall(rollcall))
      const ceiling = await startBareTarget('ceilings', setting.vendor, count)
      ends.push(ceiling.stop)
      const server = { name, rollcall, ceiling, perSecond }
      servers.push(server)
      await warmUp(server, count)
      await warmUp({ ...server, rollcall: { ...rollcall, target: ceiling } }, count)
    }
    const measured = await measureInTurn(servers, setting)
    const remark = `Bare Express of as many processes takes ${growthOfBare(measured)} times the CPU of its one process.`
    return { growths: growthsOf(measured), remark }
  } finally {
    for (const end of ends.reverse()) await end()
  }
}
