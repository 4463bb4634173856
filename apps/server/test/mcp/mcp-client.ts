import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { onTestFinished } from 'vitest'

/** Connects the SDK's own client; it is closed when the test has ended. */
export const connectClient = async (transport: unknown): Promise<Client> => {
  const client = new Client({ name: 'tests', version: '1.0.0' })
  // The SDK's transports do not keep its own type under `exactOptionalPropertyTypes`.
  await client.connect(transport as Transport)
  onTestFinished(() => client.close())
  return client
}

/** The SDK's own client by HTTP. */
export const openMcpClient = (origin: string, token = 'demo-token'): Promise<Client> =>
  connectClient(
    new StreamableHTTPClientTransport(new URL('/mcp', origin), {
      requestInit: { headers: { Authorization: `Bearer ${token}` } },
    }),
  )

/** Calls a tool; the client holds what it returns against the tool's `outputSchema`, once it has listed the tools. */
export const call = async (
  client: Client,
  name: string,
  args: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<CallToolResult> =>
  (await client.callTool(
    { name, arguments: args },
    undefined,
    signal === undefined ? {} : { signal },
  )) as CallToolResult

/** The sentences of a result. */
export const textsOf = ({ content }: CallToolResult): readonly string[] =>
  content.map((part) => (part.type === 'text' ? part.text : part.type))
