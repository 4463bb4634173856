import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici'
import type { Config } from './config.ts'

/**
 * The dispatcher of calls to vendors. A sandbox on this machine needs no proxy; without one, an agent that does not look for
 * proxies is faster.
 */
export const dispatcherOf = ({ usesProxy, vendorOrigin }: Pick<Config, 'usesProxy' | 'vendorOrigin'>): Dispatcher =>
  usesProxy && vendorOrigin === undefined ? new EnvHttpProxyAgent() : new Agent()
