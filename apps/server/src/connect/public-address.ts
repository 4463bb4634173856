import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from '../config.ts'

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i

/**
 * The origin that browsers reach this server by. Without a configured one a `Host` header is used only where it names this
 * machine: any other could be forged.
 */
export const publicOrigin = (
  config: Pick<Config, 'publicUrl' | 'host' | 'port'>,
  { host = '' }: Pick<IncomingHttpHeaders, 'host'>,
): string => {
  if (config.publicUrl !== undefined) return config.publicUrl
  return loopback.test(host) ? `http://${host}` : `http://${config.host}:${config.port}`
}

/** The exact redirect URI that every OAuth app has to list. */
export const callbackUrl = (origin: string): string => `${origin}/connect/callback`
