import { useSyncExternalStore } from 'react'

/** Where the console is: the segments after `#/`, decoded. What is after the # never reaches a server. */
export type Route = readonly string[]

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

export const routeOf = (hash: string): Route =>
  hash
    .replace(/^#\/?/, '')
    .split('/')
    .filter((segment) => segment !== '')
    .map(decoded)

export const hrefOf = (...segments: readonly string[]): string => `#/${segments.map(encodeURIComponent).join('/')}`

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

export const useRoute = (): Route => routeOf(useSyncExternalStore(subscribe, () => location.hash))
