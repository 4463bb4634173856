import { parseText } from '@rollcall/providers'
import type { ClaimedDelivery, SendOutcome, Store } from '@rollcall/store'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logging.ts'
import type { WebhookMetrics } from '../metrics/webhook-metrics.ts'
import { maximumAttempts, nextAttempt } from './next-attempt.ts'
import { answerTimeoutMs, type SendMessage } from './send-message.ts'

/** How many webhooks are sent to at once, and how many messages to one of them: a slow address delays only its own. */
const maximumWebhooks = 8
const maximumMessages = 4
/** Longer than a try with two secrets can take. */
const leaseMs = 2 * answerTimeoutMs + 10_000
/** How soon an event of another process, or the next try, is found. */
const pollMs = 1000

export interface DeliveriesOptions {
  readonly store: Pick<Store, 'deliveries'>
  readonly send: SendMessage
  readonly clock: Clock
  readonly logger: Logger
  /** Absent: nothing is counted. */
  readonly metrics?: WebhookMetrics
  /** A random number from 0 to 1. */
  readonly random?: () => number
}

/** Payloads are stored as objects. */
const payloadOf = (text: string): Record<string, unknown> => {
  const value: unknown = parseText(text)
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

/**
 * Sends the events that wait for webhooks, until it is stopped. Any number of processes can do so on one database: the
 * process that sends a delivery holds its lease, which another one gets when the holder is killed.
 */
export const startDeliveries = (options: DeliveriesOptions): { stop(): Promise<void> } => {
  const { store, send, clock, logger, metrics, random = Math.random } = options
  const ending = new AbortController()
  /** The webhooks that are being sent to. */
  const lanes = new Map<string, Promise<void>>()
  let pause = new AbortController()
  let isFailing = false
  const wake = (): void => pause.abort()
  store.deliveries.onDue(wake)
  ending.signal.addEventListener('abort', wake, { once: true })

  const report = (error: unknown): void => {
    if (!isFailing) logger.warn({ err: error }, 'webhooks cannot be sent now; the server tries again every second')
    isFailing = true
  }

  const outcomeOf = async (delivery: ClaimedDelivery): Promise<SendOutcome> => {
    const { id, content } = delivery
    const sent =
      content === undefined
        ? { status: undefined, fault: 'unreadable' as const }
        : await send({
            message: {
              id,
              event: delivery.event,
              payload: payloadOf(content.payload),
              environment_id: delivery.environmentId,
              webhook_id: delivery.webhookId,
              created_at: new Date(delivery.createdAtMs).toISOString(),
            },
            targetUrl: delivery.targetUrl,
            secrets: content.secrets,
          })
    if (sent.fault === undefined) return { kind: 'delivered', status: sent.status ?? 200 }
    const nextAttemptAtMs = nextAttempt(delivery.attempts + 1, clock.now(), random)
    return { kind: 'failed', fault: sent.fault, status: sent.status, nextAttemptAtMs }
  }

  const deliver = async (delivery: ClaimedDelivery): Promise<void> => {
    if (ending.signal.aborted) return store.deliveries.release(delivery)
    const outcome = await outcomeOf(delivery)
    await store.deliveries.settle(delivery, outcome)
    if (outcome.kind === 'delivered') {
      metrics?.delivered(clock.now() - delivery.createdAtMs)
      return
    }
    metrics?.failed(outcome.nextAttemptAtMs === undefined)
    if (outcome.nextAttemptAtMs !== undefined) return
    const { id: deliveryId, webhookId, event } = delivery
    const { fault, status } = outcome
    logger.warn(
      { deliveryId, webhookId, event, fault, status },
      `a delivery to a webhook failed ${maximumAttempts} times and is not tried again`,
    )
  }

  const sendTo = async (webhookId: string): Promise<void> => {
    try {
      const claimed = await store.deliveries.claim(webhookId, maximumMessages, leaseMs)
      await Promise.all(claimed.map(deliver))
      if (claimed.length > 0) wake()
    } catch (error) {
      report(error)
    } finally {
      lanes.delete(webhookId)
    }
  }

  const turn = async (): Promise<void> => {
    const free = maximumWebhooks - lanes.size
    if (free <= 0) return
    const due = await store.deliveries.dueWebhooks(free, [...lanes.keys()])
    isFailing = false
    for (const webhookId of due) lanes.set(webhookId, sendTo(webhookId))
  }

  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      pause = new AbortController()
      await turn().catch(report)
      if (!ending.signal.aborted) await clock.wait(pollMs, pause.signal).catch(() => undefined)
    }
    await Promise.all(lanes.values())
  }

  const running = run()
  return {
    async stop() {
      ending.abort()
      await running
    },
  }
}
