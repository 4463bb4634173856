import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/**
 * After `npm ci`: builds the files that the apps serve. With `npm ci --omit=dev`, or on a Node that is too old, nothing is
 * built and an earlier build stays. A build that fails does not undo the installation: the server then prints how to build.
 */

const root = fileURLToPath(new URL('..', import.meta.url))

const isInstalled = (app, name) => [app, root].some((folder) => existsSync(join(folder, 'node_modules', name)))

/** The apps with a build, and the packages that they need for it. */
const apps = readdirSync(join(root, 'apps')).filter((name) => {
  const app = join(root, 'apps', name)
  if (!existsSync(join(app, 'package.json'))) return false
  const { scripts = {}, devDependencies = {} } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'))
  return scripts.build !== undefined && Object.keys(devDependencies).every((needed) => isInstalled(app, needed))
})

const runs = Number(process.versions.node.split('.')[0]) >= 24
if (runs) {
  for (const name of apps) {
    try {
      execFileSync('npm', ['run', 'build', '--silent', '--workspace', `apps/${name}`], { cwd: root, stdio: 'inherit' })
    } catch {
      process.stderr.write(`apps/${name} was not built; see above, and run: npm run build --workspace apps/${name}\n`)
    }
  }
}
