import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { deployed } from './deployed.ts'
import { expectProxied, startProxied } from './proxied.ts'

/**
 * deploy/nginx/rollcall.conf within the usual configuration of an nginx package; ports and certificate are those of the test.
 */

const certificate = (folder: string): void => {
  const [key, chain] = [join(folder, 'privkey.pem'), join(folder, 'fullchain.pem')]
  const subject = ['-subj', '/CN=localhost', '-days', '1', '-nodes']
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-keyout', key, '-out', chain, ...subject],
    { stdio: 'ignore' },
  )
}

test('nginx accepts the configuration, terminates TLS, streams lines, does not expose /metrics, and forwards the caller’s address', async () => {
  const proxied = await startProxied(({ folder, tlsPort, upstreamPort }) => {
    certificate(folder)
    const site = deployed('nginx/rollcall.conf')
      .replace('127.0.0.1:8080', `127.0.0.1:${upstreamPort}`)
      .replace('listen 80;', `listen unix:${folder}/plain.sock;`)
      .replace('listen 443 ssl', `listen 127.0.0.1:${tlsPort} ssl`)
      .replaceAll('rollcall.example.com', 'localhost')
      .replaceAll('/etc/ssl/rollcall', folder)
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    )
    writeFileSync(
      join(folder, 'nginx.conf'),
      `pid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary.join('\n')}\n${site}\n}\n`,
    )
    const parameters = ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')]
    const { status, stderr } = spawnSync('nginx', ['-t', ...parameters], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, expect.stringMatching(/syntax is ok.*test is successful/s)])
    expect(stderr).not.toContain('[warn]')
    return { program: 'nginx', parameters: [...parameters, '-g', 'daemon off;'] }
  })
  onTestFinished(() => proxied.stop())
  await expectProxied(proxied)
})
