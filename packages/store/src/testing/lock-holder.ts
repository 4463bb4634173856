import { lockFolder } from '../lock-folder.ts'
import { StoreError } from '../store-error.ts'

/** A program that locks a data folder, prints so, and keeps the lock until its input ends or it is killed. */
const [dataDirectory = ''] = process.argv.slice(2)

try {
  const lock = await lockFolder(dataDirectory)
  process.stdout.write('locked\n')
  process.stdin.resume().on('end', () => {
    lock.release()
    process.exit(0)
  })
} catch (error) {
  process.stdout.write(`${error instanceof StoreError ? error.message : String(error)}\n`)
}
