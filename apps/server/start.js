// `rollcall serve`, and the other commands where one is named.
if (process.argv.length === 2) process.argv.push('serve')
await import('./rollcall.js')
