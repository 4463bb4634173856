import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { deployed } from './deployed.ts'
import { expectProxied, startProxied } from './proxied.ts'

/**
 * The unchanged deploy/caddy/Caddyfile, with a certificate that Caddy makes itself, and with settings of the test before it.
 */
const ofTest = '{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n}\n\n'

test('Caddy accepts the configuration, terminates TLS, streams lines, does not expose /metrics, and forwards the caller’s address', async () => {
  const proxied = await startProxied(({ folder, tlsPort, upstreamPort }) => {
    const file = join(folder, 'Caddyfile')
    writeFileSync(file, ofTest + deployed('caddy/Caddyfile'))
    const environment = {
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      ROLLCALL_HOST: `https://localhost:${tlsPort}`,
      ROLLCALL_UPSTREAM: `127.0.0.1:${upstreamPort}`,
    }
    const parameters = ['--config', file, '--adapter', 'caddyfile']
    const env = { PATH: process.env.PATH ?? '', HOME: folder, ...environment }
    expect(
      execFileSync('caddy', ['validate', ...parameters], {
        env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    ).toContain('Valid configuration')
    return { program: 'caddy', parameters: ['run', ...parameters], environment }
  })
  onTestFinished(() => proxied.stop())
  await expectProxied(proxied)
})
