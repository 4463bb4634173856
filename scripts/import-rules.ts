import type { Import } from './imports.ts'

/** Which room may import which, as in docs/architecture.md. */

const contract = 'packages/contract/src/'
const client = 'packages/client/src/'
const providers = 'packages/providers/src/'
const runtime = `${providers}runtime/`
const adapters = `${providers}adapters/`
const store = 'packages/store/src/'
const server = 'apps/server/src/'
const sandbox = 'apps/sandbox/src/'
const console = 'apps/console/src/'

const within = (folder: string, names: string): readonly string[] => names.split(' ').map((name) => `${folder}${name}`)

/** The rooms of the engine, from the bottom to the top, each with those that it may import. */
const engine: Readonly<Record<string, string>> = {
  'failures.ts': '',
  'json/': 'failures.ts',
  'secrets/': 'json/',
  'records/': 'failures.ts json/',
  'limits/': 'failures.ts records/',
  'calls/': 'failures.ts json/ secrets/ records/ limits/',
  'oauth/': 'failures.ts json/ secrets/ limits/ calls/',
  'lists/': 'failures.ts json/ records/ limits/ calls/',
  'records/find.ts': 'failures.ts records/ limits/ calls/ lists/',
  'writes/': 'failures.ts json/ records/ records/find.ts limits/ calls/',
  'users.ts': 'failures.ts records/ records/find.ts limits/ calls/ lists/ writes/',
}

/**
 * The rooms of the server. `contract/`, `http/` and `problems/` have the same level; an operation may import all below it.
 */
const spine = 'clock.ts config.ts logging.ts nearest-name.ts contract/ http/ metrics/ problems/'
const serverRooms: Readonly<Record<string, string>> = {
  'contract/': spine,
  'metrics/': 'contract/',
  'http/': spine,
  'problems/': `${spine} presentation/rate-limit-headers.ts`,
  'presentation/': `${spine} users/deadline.ts`,
  'accounts/': spine,
  'users/': `${spine} services.ts presentation/`,
  'audit/': `${spine} services.ts`,
  'pages/': `${spine} demo-ids.ts`,
  'connect/': `${spine} services.ts accounts/ audit/ users/deadline.ts`,
  'tracing/': 'config.ts logging.ts http/',
  'webhooks/': `${spine} users/deadline.ts`,
  'console/': spine,
  'mcp/': `${spine} connect/public-address.ts`,
  'people/': `${spine} services.ts presentation/ users/`,
  'operations/': `${spine} services.ts accounts/ audit/ connect/ console/ mcp/ pages/ people/ presentation/ users/ webhooks/`,
}

/**
 * The rooms of the product, folders and files: a file belongs to the one with the longest path. Each may import itself and
 * the listed rooms or single files.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  [contract]: [],
  [client]: [contract],
  [`${providers}contract.ts`]: [contract, `${runtime}calls/template.ts`],
  [`${providers}account.ts`]: [contract, `${providers}contract.ts`],
  ...Object.fromEntries(
    Object.entries(engine).map(([room, known]) => [
      `${runtime}${room}`,
      [contract, ...within(providers, 'contract.ts account.ts'), ...(known === '' ? [] : within(runtime, known))],
    ]),
  ),
  [adapters]: [`${providers}contract.ts`, ...within(runtime, 'json/ records/ calls/ lists/ writes/')],
  [`${providers}registry.ts`]: [contract, `${providers}contract.ts`, adapters],
  [`${providers}guides/`]: [`${providers}contract.ts`],
  [`${providers}guides.ts`]: [contract, ...within(providers, 'contract.ts guides/')],
  [providers]: [
    contract,
    ...within(providers, 'contract.ts account.ts registry.ts guides.ts'),
    ...within(runtime, Object.keys(engine).join(' ')),
  ],
  [store]: [contract, providers],
  ...Object.fromEntries(
    Object.entries(serverRooms).map(([room, known]) => [
      `${server}${room}`,
      [contract, providers, store, ...within(server, known)],
    ]),
  ),
  [`${server}clock.ts`]: [],
  [`${server}nearest-name.ts`]: [],
  [`${server}config.ts`]: [contract, providers, store],
  [`${server}logging.ts`]: [providers, `${server}config.ts`],
  [`${server}services.ts`]: [contract, providers, store, ...within(server, `${spine} console/ mcp/ pages/ webhooks/`)],
  [`${server}commands/`]: [contract, client, providers, store, server, ...within(server, `${spine} services.ts mcp/`)],
  [`${server}demo.ts`]: [contract, providers, store, server, `${server}accounts/`, `${server}http/`, sandbox],
  [server]: [
    contract,
    providers,
    store,
    `${server}demo.ts`,
    ...within(server, `${spine} services.ts accounts/integrated-account.ts audit/ operations/ tracing/ webhooks/`),
  ],
  [sandbox]: [],
  [console]: [contract, client],
}

/** Rooms that import no package and nothing of Node: types, tables and values. */
const plainRooms = [`${providers}contract.ts`, `${providers}account.ts`, `${providers}registry.ts`, adapters]

/** Where a package may be imported, and nowhere else in the product. */
const reserved: Readonly<Record<string, readonly string[]>> = {
  '@mantine/core': [console],
  '@tanstack/react-query': [console],
  '@modelcontextprotocol/sdk': [`${server}mcp/answer-message.ts`],
  '@opentelemetry/api': [`${server}tracing/`],
  '@opentelemetry/exporter-trace-otlp-http': [`${server}tracing/`],
  '@opentelemetry/resources': [`${server}tracing/`],
  '@opentelemetry/sdk-trace': [`${server}tracing/`],
  commander: [`${server}commands/`],
  express: ['apps/'],
  kysely: [store],
  'node:sqlite': [store],
  react: [console],
  undici: [
    `${runtime}calls/request.ts`,
    ...within(server, 'bootstrap.ts dispatcher.ts open-store.ts services.ts webhooks/'),
  ],
}

const roomsByLength = Object.keys(rooms).sort((one, other) => other.length - one.length)
const roomOf = (file: string): string | undefined => roomsByLength.find((room) => file.startsWith(room))
const isOfTests = (file: string): boolean => /\.test\.ts$|\/testing\//.test(file)
const adapterOf = (file: string): string | undefined => file.slice(adapters.length).split('/')[0]

const isAllowed = ({ from, to }: Import, room: string): boolean => {
  const target = roomOf(to)
  if (target === room) return room !== adapters || adapterOf(from) === adapterOf(to)
  return rooms[room]?.some((allowed) => allowed === to || allowed === target) ?? false
}

const faultOf = (edge: Import): string | undefined => {
  const { from, to } = edge
  const room = roomOf(from)
  // Code that only tests run may import test tools; a simulator and its tests share no code with the product.
  if (room === undefined || (isOfTests(from) && room !== sandbox)) return undefined
  if (/^(?:apps|packages|bench|scripts)\//.test(to)) {
    return isAllowed(edge, room)
      ? undefined
      : `${from} imports ${to}. ${room} may import: ${rooms[room]?.join(', ') || 'itself only'}.`
  }
  if (plainRooms.includes(room)) return `${from} imports ${to}. ${room} imports no package.`
  const places = reserved[to]
  return places === undefined || places.some((place) => from.startsWith(place))
    ? undefined
    : `${from} imports ${to}. It may be imported in: ${places.join(', ')}.`
}

/** The imports that break a rule, one sentence each. */
export const faultsOf = (imports: readonly Import[]): readonly string[] =>
  imports.flatMap((edge) => faultOf(edge) ?? [])
