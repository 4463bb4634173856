/** What only commands do with a store: a server does not load it. */

export { backUp } from './backup.ts'
export { type CopiedStore, type CopiedTable, copyStore } from './copy-store.ts'
export { diagnose } from './diagnose.ts'
export { inspectKeys } from './inspect-keys.ts'
export { openBeside } from './open-beside.ts'
export type { UnopenedRow } from './reseal.ts'
export { restore } from './restore.ts'
export { rotateKeys } from './rotate-keys.ts'
