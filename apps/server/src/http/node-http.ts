import type * as http from 'node:http'

/**
 * Node's HTTP. An `import` of `node:http` itself reads each of its members to make an ES module, and so loads Node's own
 * fetch and WebSocket, which nothing here uses: 50 ms of the start and 13 MB (Node 24.21, `lazyUndici` in `lib/http.js`).
 */
export const { createServer, IncomingMessage, request, ServerResponse, STATUS_CODES } =
  process.getBuiltinModule('node:http')

export type IncomingMessage = http.IncomingMessage
export type Server = http.Server
