/// <reference path="./undici-library.d.ts" />

/** The modules of undici that the server needs: its main module also loads `fetch`, WebSocket, a cache and mocks. */

export { default as buildConnector } from 'undici/lib/core/connect.js'
export { default as Agent } from 'undici/lib/dispatcher/agent.js'
export { default as EnvHttpProxyAgent } from 'undici/lib/dispatcher/env-http-proxy-agent.js'
