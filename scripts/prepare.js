import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/**
 * After `npm ci`: builds the files that the apps serve, and the one that the store loads. With `npm ci --omit=dev`, or
 * on a Node that is too old, nothing is built and an earlier build stays. A build that fails does not undo the
 * installation: the server then prints how to build.
 */

const root = fileURLToPath(new URL('..', import.meta.url))

const isInstalled = (workspace, name) =>
  [workspace, '.'].some((folder) => existsSync(join(root, folder, 'node_modules', name)))

/** Those with a build whose development dependencies are installed. */
const workspaces = ['packages/store', ...readdirSync(join(root, 'apps')).map((name) => `apps/${name}`)].filter(
  (workspace) => {
    const file = join(root, workspace, 'package.json')
    if (!existsSync(file)) return false
    const { scripts = {}, devDependencies = {} } = JSON.parse(readFileSync(file, 'utf8'))
    return scripts.build !== undefined && Object.keys(devDependencies).every((needed) => isInstalled(workspace, needed))
  },
)

const runs = Number(process.versions.node.split('.')[0]) >= 24
if (runs) {
  for (const workspace of workspaces) {
    try {
      execFileSync('npm', ['run', 'build', '--silent', '--workspace', workspace], { cwd: root, stdio: 'inherit' })
    } catch {
      process.stderr.write(`${workspace} was not built; see above, and run: npm run build --workspace ${workspace}\n`)
    }
  }
}
