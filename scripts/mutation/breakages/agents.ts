import { type Breakage, inFile } from '../breakage.ts'

const mcp = 'apps/server/src/mcp'

const tools = inFile(`${mcp}/tools.ts`, { 'apps/server': ['mcp/tools.test'] })
const given = inFile(`${mcp}/tool-arguments.ts`, { 'apps/server': ['mcp/messages.test', 'mcp/arguments.test'] })
const call = inFile(`${mcp}/call-tool.ts`, { 'apps/server': ['mcp/refusals.test', 'mcp/tools.test'] })
const running = inFile(`${mcp}/running-calls.ts`, { 'apps/server': ['mcp/vendor-calls.test'] })
const origin = inFile(`${mcp}/origin.ts`, { 'apps/server': ['mcp/messages.test'] })
const message = inFile('apps/server/src/operations/send-mcp-message.ts', {
  'apps/server': ['mcp/vendor-calls.test', 'mcp/tools.test'],
})
const inner = inFile('apps/server/src/http/inner-calls.ts', { 'apps/server': ['mcp/vendor-calls.test'] })
const command = inFile('apps/server/src/commands/mcp.ts', { 'apps/server': ['mcp/stdio.test'] })

/** What agents send: messages, and the arguments of tools. */
export const ofAgents: readonly Breakage[] = [
  tools('a token sees tools that it cannot call', 'scope === undefined || token.scopes', 'true || token.scopes'),
  tools('a token of one account sees tools of the environment', '|| !needsEnvironment(id)', '|| true'),
  tools('formats of bytes are offered', 'schema === undefined ? [] : [[name, schema]]', '[[name, schema ?? {}]]'),
  given('an empty id reads the list of users', "|| given[name] === '')", "|| given[name] === ' ')"),
  given('a text is taken for a number', "keyword === 'type' ||", "keyword === 'none' ||"),
  given('an unknown argument is dropped', '!tool.parameters.has(name))\n', 'name === undefined)\n'),
  given('an id is more than one segment', 'encodeURIComponent(value)', 'encodeURI(value)'),
  call('a list of any size is a result', 'size > maximumBytes', 'size < 0'),
  call('faulty arguments hide that the scope is missing', '&& mayCall(tool, token, needsEnvironment)', '&& true'),
  running(
    'a client cancels the calls of another token',
    'JSON.stringify([tokenId, session, id])',
    'JSON.stringify([session, id])',
  ),
  running(
    'a client cancels the calls of another session',
    'JSON.stringify([tokenId, session, id])',
    'JSON.stringify([tokenId, id])',
  ),
  origin('a page of any origin sends messages', 'origin === undefined ||', 'true ||'),
  message('a call goes on when its caller has gone', '    controller.abort()\n    memory.end()', '    memory.end()'),
  message(
    'a tool call has another request id',
    "'X-Request-Id': stateOf(response).requestId",
    "'X-Request-Id': randomUUID()",
  ),
  inner('a message and its call count twice', 'connections.has(socket)', 'false'),
  command('a call goes on when the agent has cancelled it', "'requestId'))?.abort()", "'requestId'))"),
]
