import type { VendorReply } from './reply.ts'
import { type VendorRequest, withParams } from './request.ts'

/** Answers one call. */
export type Handler = (request: VendorRequest) => VendorReply | Promise<VendorReply>

/**
 * `'GET /users/{id}'` to its handler. A name in braces matches within one segment, so `/systemusers({id})` and
 * `/users/{id}.json` work too. The first route that matches is used: write `/users/me` above `/users/{id}`.
 */
export type RouteTable = Readonly<Record<string, Handler>>

/** The result for a call: a handler with its request, the methods of the same path, or nothing. */
export type RouteMatch =
  | { readonly handler: Handler; readonly request: VendorRequest }
  | { readonly allow: readonly string[] }

interface Route {
  readonly method: string
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly handler: Handler
}

/** Puts a check in front of every handler of a table; a reply of the check is the answer. */
export const guarded = (check: (request: VendorRequest) => VendorReply | undefined, table: RouteTable): RouteTable => {
  const entries = Object.entries(table).map(([key, handler]): [string, Handler] => [
    key,
    (request) => check(request) ?? handler(request),
  ])
  return Object.fromEntries(entries)
}

/** Compiles tables into a look-up; later tables are searched after earlier ones. */
export const compileRoutes = (tables: readonly RouteTable[]): ((request: VendorRequest) => RouteMatch) => {
  const routes = tables.flatMap((table) => Object.entries(table).map(([key, handler]) => compile(key, handler)))
  return (request) => {
    const allow = new Set<string>()
    for (const route of routes) {
      const found = route.pattern.exec(request.path)
      if (!found) continue
      if (route.method !== request.method) {
        allow.add(route.method)
        continue
      }
      const params = new Map(route.names.map((name, index) => [name, decodeOnce(found[index + 1] ?? '')]))
      return { handler: route.handler, request: withParams(request, params) }
    }
    return { allow: [...allow] }
  }
}

const compile = (key: string, handler: Handler): Route => {
  const parsed = /^([A-Z]+) (\/\S*)$/.exec(key)
  if (!parsed) throw new Error(`a route is written 'METHOD /path', not '${key}'`)
  const names: string[] = []
  const source = (parsed[2] ?? '')
    .split(/(\{\w+\})/)
    .map((part) => {
      if (!part.startsWith('{')) return escapePattern(part)
      names.push(part.slice(1, -1))
      return '([^/]+)'
    })
    .join('')
  return { method: parsed[1] ?? '', pattern: new RegExp(`^${source}$`), names, handler }
}

/** The text as a pattern that matches only itself. */
export const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const decodeOnce = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
