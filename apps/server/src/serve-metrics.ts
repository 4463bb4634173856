import { Buffer } from 'node:buffer'
import { type Listening, listenError, originOf, portOf } from './http/listen.ts'
import { createServer } from './http/node-http.ts'
import { expositionType } from './metrics/exposition.ts'
import type { Metrics } from './metrics/metrics.ts'

/**
 * Serves only the metrics, on a separate port without a token.
 * @throws ListenError
 */
export const serveMetrics = async (
  metrics: Pick<Metrics, 'text'>,
  place: { readonly port: number; readonly host: string },
): Promise<Listening> => {
  const server = createServer({ headersTimeout: 5000, requestTimeout: 5000 }, async (request, response) => {
    if (request.url !== '/metrics' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('This port has only GET /metrics.\n')
      return
    }
    const text = await metrics.text()
    response.writeHead(200, { 'Content-Type': expositionType, 'Content-Length': Buffer.byteLength(text) })
    response.end(request.method === 'HEAD' ? undefined : text)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, place, 'ROLLCALL_METRICS_')))
    // Not shared with the other processes of one port: each has its own metrics.
    server.listen({ port: place.port, host: place.host.replace(/^\[|\]$/g, ''), exclusive: true }, resolve)
  })
  return {
    origin: originOf(place.host, portOf(server)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
