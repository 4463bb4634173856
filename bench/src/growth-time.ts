import { type Growth, growthsOf } from './growth-report.ts'
import { loadFor, measureInTurn, type Setting } from './growth-rounds.ts'
import { endRollcall, startRollcall } from './rollcall.ts'

/** One server after 10 seconds of load, and again after some minutes of it. */

const shortSeconds = 10

export const growthOfTime = async (setting: Setting & { readonly minutes: number }): Promise<readonly Growth[]> => {
  const rollcall = await startRollcall(setting.vendor.origin)
  try {
    // The bare server has the same load before each measurement, so that both are compiled as far.
    const bare = { rollcall: { ...rollcall, target: setting.ceiling } }
    await loadFor(bare, shortSeconds)
    await loadFor({ rollcall }, shortSeconds)
    const soon = await measureInTurn([{ name: `after ${shortSeconds} seconds of load`, rollcall }], setting)
    await loadFor(bare, shortSeconds)
    await loadFor({ rollcall }, setting.minutes * 60)
    const name = `after ${setting.minutes} minute${setting.minutes === 1 ? '' : 's'} of load`
    const late = await measureInTurn([{ name, rollcall }], setting)
    return growthsOf([...soon, ...late])
  } finally {
    await endRollcall(rollcall)
  }
}
