import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

/** For `--import`: writes the addresses of all modules that the process loads to the file `LOADED_MODULES`, at its end. */

const loaded: string[] = []
registerHooks({
  load(url, context, nextLoad) {
    loaded.push(url)
    return nextLoad(url, context)
  },
})
const file = process.env.LOADED_MODULES
process.on('exit', () => {
  if (file !== undefined) writeFileSync(file, loaded.join('\n'))
})
