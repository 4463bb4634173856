import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A call of a sample on Truto's pages. */
export interface SampleCall {
  readonly method: 'GET' | 'PATCH'
  /** With the query. */
  readonly url: string
  readonly token: string
  readonly body?: object
}

/** A program in a language of those samples; it prints the body of the answer. */
interface Language {
  readonly name: string
  readonly file: string
  readonly command: (file: string) => readonly [command: string, ...parameters: string[]]
  readonly code: (call: SampleCall) => string
}

const curl: Language = {
  name: 'curl',
  file: 'sample.sh',
  command: (file) => ['sh', file],
  code: ({ method, url, token, body }) =>
    [
      `curl --silent --show-error -X ${method} '${url}'`,
      `-H 'Authorization: Bearer ${token}'`,
      "-H 'Content-Type: application/json'",
      ...(body === undefined ? [] : [`-d '${JSON.stringify(body)}'`]),
    ].join(' \\\n  '),
}

const fetchApi: Language = {
  name: 'fetch',
  file: 'sample.mjs',
  command: (file) => [process.execPath, file],
  code: ({ method, url, token, body }) => `
const response = await fetch(${JSON.stringify(url)}, {
  method: '${method}',
  headers: { Authorization: 'Bearer ${token}', 'Content-Type': 'application/json' },
  ${body === undefined ? '' : `body: JSON.stringify(${JSON.stringify(body)}),`}
})
console.log(JSON.stringify(await response.json()))
`,
}

/** JSON in Python's spelling. */
const literal = (value: object): string =>
  JSON.stringify(value).replaceAll(
    /\b(?:true|false|null)\b/g,
    (word) => ({ true: 'True', false: 'False' })[word] ?? 'None',
  )

const pythonRequests: Language = {
  name: 'Python, requests',
  file: 'sample.py',
  command: (file) => ['python3', file],
  code: ({ method, url, token, body }) => `
import requests

response = requests.${method.toLowerCase()}(
    "${url}",
    headers={"Authorization": "Bearer ${token}", "Content-Type": "application/json"},
    ${body === undefined ? '' : `json=${literal(body)},`}
)
print(response.text)
`,
}

const pythonUrllib: Language = {
  name: 'Python, urllib',
  file: 'sample.py',
  command: (file) => ['python3', file],
  code: ({ method, url, token, body }) => `
import json
import urllib.request

request = urllib.request.Request(
    "${url}",
    method="${method}",
    headers={"Authorization": "Bearer ${token}", "Content-Type": "application/json"},
    ${body === undefined ? '' : `data=json.dumps(${literal(body)}).encode(),`}
)
print(urllib.request.urlopen(request).read().decode())
`,
}

const works = (command: string, ...parameters: string[]): boolean => spawnSync(command, parameters).status === 0

/** The languages whose programs this machine can run; fetch is part of Node, so it is always one of them. */
export const languages = (): readonly Language[] => [
  fetchApi,
  ...(works('curl', '--version') ? [curl] : []),
  ...(works('python3', '-c', 'import requests') ? [pythonRequests] : []),
  ...(works('python3', '-c', 'import urllib.request') ? [pythonUrllib] : []),
]

/** Runs a sample as a separate program. */
export const runSample = async (language: Language, call: SampleCall): Promise<unknown> => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-sample-'))
  try {
    const file = join(folder, language.file)
    writeFileSync(file, language.code(call))
    const [command, ...parameters] = language.command(file)
    const { stdout } = await promisify(execFile)(command, parameters, { timeout: 20_000 })
    return JSON.parse(stdout)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
