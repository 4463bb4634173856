import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

/**
 * For `--import`: writes the addresses of all modules that the process loads to the file `LOADED_MODULES`, at its end, and
 * the names of Node's own inner modules, such as `NativeModule internal/http2/core`.
 */

const loaded: string[] = []
registerHooks({
  load(url, context, nextLoad) {
    loaded.push(url)
    return nextLoad(url, context)
  },
})
const file = process.env.LOADED_MODULES
process.on('exit', () => {
  const ofNode: readonly string[] = Reflect.get(process, 'moduleLoadList')
  if (file !== undefined) writeFileSync(file, [...loaded, ...ofNode].join('\n'))
})
