import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import manifest from '../package.json' with { type: 'json' }

const packageFolder = fileURLToPath(new URL('..', import.meta.url))
const contractFolder = fileURLToPath(new URL('../../contract/src', import.meta.url))
const licence = fileURLToPath(new URL('../../../LICENSE', import.meta.url))

/**
 * Writes the package that is published: `npm publish dist`. It is complete: JavaScript and declarations, the contract's
 * types beside them, openapi-fetch its only dependency. npm does not follow `publishConfig.exports`, and Node strips no types
 * below `node_modules`, so the package is a folder with its own package.json.
 */
export const build = (target: string): void => {
  rmSync(target, { recursive: true, force: true })
  execFileSync('tsc', ['-p', join(packageFolder, 'tsconfig.build.json'), '--outDir', target], { stdio: 'inherit' })
  // Both files hold only types without the values, so they are used unchanged as declarations.
  for (const name of ['index', 'openapi.gen']) {
    cpSync(join(contractFolder, `${name}.ts`), join(target, 'contract', `${name}.d.ts`))
  }
  for (const path of readdirSync(target, { recursive: true, encoding: 'utf8' })) {
    if (path.endsWith('.d.ts')) rewrite(join(target, path))
  }
  cpSync(join(packageFolder, 'README.md'), join(target, 'README.md'))
  cpSync(licence, join(target, 'LICENSE'))
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(publishedManifest(), null, 2)}\n`)
}

/** Points imports at the files of the published package; the contract's values are not in it, only its types. */
const rewrite = (path: string): void => {
  const text = readFileSync(path, 'utf8')
    .replaceAll("'@rollcall/contract'", "'./contract/index.js'")
    .replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'")
    .replaceAll(/^export \{[^}]*\} from '\.\/values\.gen\.js';?\n/gm, '')
  writeFileSync(path, text)
}

const publishedManifest = () => {
  const { name, version, description, license, type, dependencies } = manifest
  return {
    name,
    version,
    description,
    license,
    type,
    sideEffects: false,
    engines: { node: '>=20' },
    exports: { '.': { types: './index.d.ts', default: './index.js' }, './package.json': './package.json' },
    dependencies: { 'openapi-fetch': dependencies['openapi-fetch'] },
  }
}

if (import.meta.main) build(join(packageFolder, 'dist'))
