import type { IncomingHttpHeaders } from 'node:http'
import { Refusal } from '@rollcall/providers'
import type { Config } from '../config.ts'
import { publicOrigin } from '../connect/public-address.ts'

/**
 * Refuses a browser's request from a page of another origin, as the protocol demands against DNS rebinding: `Host` is
 * used only where it names this machine.
 * @throws Refusal `forbidden`
 */
export const refuseForeignOrigin = (
  config: Pick<Config, 'corsOrigins' | 'publicUrl' | 'host' | 'port'>,
  headers: Pick<IncomingHttpHeaders, 'host' | 'origin'>,
): void => {
  const { origin } = headers
  if (origin === undefined || origin === publicOrigin(config, headers) || config.corsOrigins.includes(origin)) return
  throw new Refusal(
    'forbidden',
    'Pages of this origin cannot send messages to /mcp; to allow them, add the origin to ROLLCALL_CORS_ORIGINS.',
    { errors: [{ header: 'Origin', detail: 'must be the origin of this server, or one of ROLLCALL_CORS_ORIGINS' }] },
  )
}
