import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import type { Family } from './exposition.ts'

const gauge = (name: string, help: string, value: number): Family => ({
  name,
  type: 'gauge',
  help,
  samples: [{ value }],
})

const loopResolutionMs = 20

/**
 * Node's figures of this process. The event loop is watched from the first scrape on, so that a server without scrapes has no
 * cost.
 */
export class ProcessMetrics {
  #delays: ReturnType<typeof monitorEventLoopDelay> | undefined
  #utilization = performance.eventLoopUtilization()

  /** @returns the samples since the scrape before */
  families(): readonly Family[] {
    if (this.#delays === undefined) {
      this.#delays = monitorEventLoopDelay({ resolution: loopResolutionMs })
      this.#delays.enable()
    }
    const delays = this.#delays
    const seconds = (nanoseconds: number): number =>
      delays.count === 0 ? 0 : Math.max(0, nanoseconds / 1e9 - loopResolutionMs / 1000)
    const lag: Family = {
      name: 'rollcall_event_loop_lag_seconds',
      type: 'gauge',
      help: 'How late timers fired since the scrape before: the median, the 99th percentile and the longest.',
      samples: [
        { labels: { stat: 'p50' }, value: seconds(delays.percentile(50)) },
        { labels: { stat: 'p99' }, value: seconds(delays.percentile(99)) },
        { labels: { stat: 'max' }, value: seconds(delays.max) },
      ],
    }
    delays.reset()
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, this.#utilization)
    this.#utilization = now
    const memory = process.memoryUsage()
    const { user, system } = process.cpuUsage()
    return [
      lag,
      gauge(
        'rollcall_event_loop_utilization',
        'Share of time since the scrape before in which the event loop worked.',
        utilization,
      ),
      {
        name: 'process_cpu_seconds_total',
        type: 'counter',
        help: 'CPU time of this process.',
        samples: [{ value: (user + system) / 1e6 }],
      },
      gauge('process_resident_memory_bytes', 'Memory that the system has allocated to this process.', memory.rss),
      gauge('nodejs_heap_size_used_bytes', 'Heap of JavaScript in use.', memory.heapUsed),
      gauge('process_start_time_seconds', 'When this process started.', performance.timeOrigin / 1000),
    ]
  }
}
