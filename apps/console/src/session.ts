import { useSyncExternalStore } from 'react'

/** The API token of this tab: in memory alone, gone with the page. */
interface Session {
  readonly token: string | undefined
  /** Why the last one ended. */
  readonly reason: string | undefined
}

let current: Session = { token: undefined, reason: undefined }
const listeners = new Set<() => void>()

const become = (next: Session): void => {
  current = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const session = {
  token: (): string => current.token ?? '',
  begin: (token: string): void => become({ token, reason: undefined }),
  end: (reason?: string): void => become({ token: undefined, reason }),
}

export const useSession = (): Session => useSyncExternalStore(subscribe, () => current)
