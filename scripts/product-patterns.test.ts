import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { patternsOf, patternsOfProduct } from './product-patterns.ts'

/** The input of the check of regular expressions. */

test('every way to write a regular expression is found, with its constants filled in', () => {
  const text = readFileSync(join(import.meta.dirname, 'product-patterns.example.txt'), 'utf8')
  const { patterns, dynamic } = patternsOf('apps/made-up.ts', text)
  expect(patterns.map(({ source, flags }) => `/${source}/${flags}`).sort()).toEqual([
    '/\\d[a-z]+/i',
    '/^[a-z]+$/u',
    '/a+/gi',
    '/b/',
  ])
  expect(dynamic).toEqual([{ file: 'apps/made-up.ts', text: 'new RegExp(given)' }])
})

test('the sources of every part of the product and the contract are read', () => {
  const files = new Set(patternsOfProduct().patterns.map(({ file }) => file.split('/').slice(0, 2).join('/')))
  expect([...files].sort()).toEqual([
    'apps/server',
    'openapi.yaml',
    'packages/client',
    'packages/providers',
    'packages/store',
  ])
})
