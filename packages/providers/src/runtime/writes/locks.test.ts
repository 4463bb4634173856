import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeadlinePassed } from '../limits/context.ts'
import { createLocks } from './locks.ts'

const free = new AbortController().signal

describe('work on one record', () => {
  it('runs one after the other, in the order of the requests', async () => {
    const locks = createLocks()
    const log: string[] = []
    const work = (name: string) =>
      locks.run('a', free, async () => {
        log.push(`${name} begins`)
        await Promise.resolve()
        log.push(`${name} ends`)
        return name
      })
    expect(await Promise.all([work('1'), work('2'), work('3')])).toEqual(['1', '2', '3'])
    expect(log).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends'])
  })

  it('does not wait for work on another record', async () => {
    const locks = createLocks()
    const stuck = Promise.withResolvers<void>()
    const first = locks.run('a', free, () => stuck.promise)
    expect(await locks.run('b', free, async () => 'done')).toBe('done')
    stuck.resolve()
    await first
  })

  it('continues after a failure, which only its own caller gets', async () => {
    const locks = createLocks()
    const failing = locks.run('a', free, () => Promise.reject(new Error('broken')))
    const next = locks.run('a', free, async () => 'fine')
    await expect(failing).rejects.toThrow('broken')
    expect(await next).toBe('fine')
  })

  it('rejects a waiter at once at its deadline, without running it', async () => {
    const locks = createLocks()
    const stuck = Promise.withResolvers<string>()
    const first = locks.run('a', free, () => stuck.promise)
    const controller = new AbortController()
    let ran = false
    const waiter = locks.run('a', controller.signal, async () => {
      ran = true
    })
    const last = locks.run('a', free, async () => (await first) && 'last')
    controller.abort(new DeadlinePassed('25 s'))
    await expect(waiter).rejects.toMatchObject({ slug: 'provider-timeout' })
    stuck.resolve('first')
    expect(await last).toBe('last')
    expect(ran).toBe(false)
  })

  it('runs nothing early when a waiter in between was cancelled', async () => {
    const locks = createLocks()
    const stuck = Promise.withResolvers<void>()
    let inside = 0
    let most = 0
    const enter = async (until: Promise<void>) => {
      inside += 1
      most = Math.max(most, inside)
      await until
      inside -= 1
    }
    const first = locks.run('a', free, () => enter(stuck.promise))
    const controller = new AbortController()
    const waiter = locks.run('a', controller.signal, () => enter(Promise.resolve()))
    const last = locks.run('a', free, () => enter(Promise.resolve()))
    controller.abort(new Error('The caller has gone.'))
    await expect(waiter).rejects.toMatchObject({ slug: 'provider-unavailable' })
    stuck.resolve()
    await Promise.all([first, last])
    expect(most).toBe(1)
  })

  it('does not begin for a caller that has disconnected already', async () => {
    const signal = AbortSignal.abort(new Error('gone'))
    const run = createLocks().run('a', signal, () => Promise.reject(new Error('It ran.')))
    await expect(run).rejects.toMatchObject({ slug: 'provider-unavailable' })
  })

  it('never runs twice at once on one record, whichever callers disconnect', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.boolean(), fc.nat(3))), async (callers) => {
        const locks = createLocks()
        const inside: Record<string, number> = { a: 0, b: 0 }
        const all = callers.map(async ([key, leaves, turns]) => {
          const controller = new AbortController()
          const run = locks.run(key, controller.signal, async () => {
            inside[key] = (inside[key] ?? 0) + 1
            expect(inside[key]).toBe(1)
            for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
            inside[key] = (inside[key] ?? 0) - 1
          })
          if (leaves) controller.abort(new Error('gone'))
          await run.catch((error: unknown) => {
            if (!leaves) throw error
          })
        })
        await Promise.all(all)
        expect(inside).toEqual({ a: 0, b: 0 })
      }),
    )
  })
})
