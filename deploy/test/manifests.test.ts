import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { variables } from '../../apps/server/src/config.ts'
import { deployed, root } from './deployed.ts'

/** The manifests and the compose file, as far as they can be checked without a cluster. */

interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly data?: Readonly<Record<string, string>>
  readonly spec?: unknown
}

const manifests: readonly Manifest[] = parseAllDocuments(deployed('kubernetes/rollcall.yaml')).map((document) => {
  expect(document.errors).toEqual([])
  return document.toJS()
})

/** Where `kubernetes-types` declares a kind. */
const moduleOf = (apiVersion: string): string => {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion]
  return `kubernetes-types/${group.split('.')[0]}/${version}`
}

test('each manifest has the form of its kind in Kubernetes 1.30: no unknown member, and none of another type', () => {
  const folder = mkdtempSync(join(root, 'deploy/test/.manifests-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const check = (manifest: object & Pick<Manifest, 'apiVersion' | 'kind'>): string => {
    const { apiVersion, kind } = manifest
    const file = join(folder, 'manifest.ts')
    writeFileSync(
      file,
      `import type { ${kind} } from '${moduleOf(apiVersion)}'\nexport const manifest: ${kind} = ${JSON.stringify(manifest)}\n`,
    )
    const options = '--noEmit --strict --module esnext --moduleResolution bundler --ignoreConfig'.split(' ')
    return spawnSync('tsc', [...options, file], { encoding: 'utf8' }).stdout
  }
  for (const manifest of manifests) expect(check(manifest), manifest.kind).toBe('')
  const [first] = manifests
  if (first === undefined) throw new Error('There is no manifest.')
  // The check finds a wrong manifest.
  const { apiVersion, kind } = first
  expect(check(Object.assign({ apiVersion, kind }, { metdata: {} }))).toContain('metdata')
  expect(manifests.map(({ kind }) => kind)).toEqual([
    'ConfigMap',
    'Deployment',
    'Service',
    'PodDisruptionBudget',
    'NetworkPolicy',
    'Ingress',
  ])
})

const named = (kind: string): Manifest => {
  const found = manifests.find((manifest) => manifest.kind === kind)
  if (found === undefined) throw new Error(`There is no ${kind}.`)
  return found
}

test('a pod has no rights that it does not need, a file system that it cannot write, and probes', () => {
  const pod = { spec: { template: { spec: expect.anything() } } }
  expect(named('Deployment')).toMatchObject(pod)
  expect(named('Deployment').spec).toMatchObject({
    template: {
      spec: {
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 60,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'] },
            },
            livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
            readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
          },
        ],
      },
    },
  })
})

/** Read by Node itself. */
const ofNode = ['NODE_OPTIONS', 'NODE_ENV']

test('every variable that a manifest, the compose file, the unit or the image sets is one that Rollcall has', () => {
  const compose: { readonly services: { readonly rollcall: { readonly environment: object } } } = parse(
    deployed('compose.yaml'),
  )
  const set = [
    ...Object.keys(named('ConfigMap').data ?? {}),
    ...[...deployed('kubernetes/rollcall.yaml').matchAll(/name: ([A-Z_]+), value/g)].map(([, name = '']) => name),
    ...Object.keys(compose.services.rollcall.environment),
    ...[...deployed('systemd/rollcall.service').matchAll(/(?<=^Environment=.*)\b([A-Z_]+)=/gm)].map(
      ([, name = '']) => name,
    ),
    ...[...deployed('Dockerfile').matchAll(/(?<=^ENV .*)\b([A-Z_]+)=/gm)].map(([, name = '']) => name),
  ]
  expect(set.length).toBeGreaterThan(15)
  expect(set.filter((name) => !(name in variables) && !ofNode.includes(name))).toEqual([])
})

test('the compose file gives Rollcall neither rights nor secrets in its environment', () => {
  const { services, secrets } = parse(deployed('compose.yaml'))
  expect(services.rollcall).toMatchObject({ read_only: true, cap_drop: ['ALL'], secrets: ['database-url', 'keys'] })
  expect(
    Object.keys(services.rollcall.environment).filter((name) => /^(ROLLCALL_KEYS|DATABASE_URL)$/.test(name)),
  ).toEqual([])
  const asked = Object.values<{ readonly secrets?: readonly string[] }>(services).flatMap(
    (service) => service.secrets ?? [],
  )
  expect(asked.sort()).toEqual(Object.keys(secrets).sort())
  expect(services.postgres.ports).toBeUndefined()
})
