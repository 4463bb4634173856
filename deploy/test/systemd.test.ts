import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { deployed, root } from './deployed.ts'

/** The unit, with other paths of Node and Rollcall. */
const unit = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-unit-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'rollcall.service')
  const text = deployed('systemd/rollcall.service')
  writeFileSync(
    file,
    text.replaceAll('/usr/bin/node', process.execPath).replaceAll('/opt/rollcall', root.replace(/\/$/, '')),
  )
  return file
}

test('systemd finds no fault in the unit', () => {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', unit()], { encoding: 'utf8' })
  expect([status, `${stdout}${stderr}`]).toEqual([0, ''])
})

test('systemd rates the exposure of the unit as OK, its best rating', () => {
  const parameters = ['security', '--offline=true', '--no-pager', unit()]
  const { stdout } = spawnSync('systemd-analyze', parameters, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  const [, level = '10'] = /Overall exposure level for \S+ (\d+\.\d)/.exec(stdout) ?? []
  expect(Number(level)).toBeLessThan(2)
})
