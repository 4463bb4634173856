import type { MessageId } from './json-rpc.ts'

/** Who made a call. The session is the header `Mcp-Session-Id`; a call without one cannot be cancelled by a message. */
interface Caller {
  readonly tokenId: string
  readonly session: string
}

const keyOf = ({ tokenId, session }: Caller, id: MessageId): string => JSON.stringify([tokenId, session, id])

/** The calls that run in this process and that `notifications/cancelled` can end. */
export class RunningCalls {
  readonly #controllers = new Map<string, AbortController>()

  /** Notes a call until `end`; a further one of the same name takes its place. */
  begin(caller: Caller, id: MessageId, controller: AbortController): { end(): void } {
    const key = keyOf(caller, id)
    this.#controllers.set(key, controller)
    return {
      end: () => {
        if (this.#controllers.get(key) === controller) this.#controllers.delete(key)
      },
    }
  }

  /** Ends a call; one that is not known has ended, or runs in another process. */
  cancel(caller: Caller, id: MessageId): void {
    this.#controllers.get(keyOf(caller, id))?.abort()
  }
}
