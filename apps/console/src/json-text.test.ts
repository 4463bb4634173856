import { expect, it } from 'vitest'
import { indented } from './json-text.ts'

it('indents JSON', () => {
  expect(indented('{"id":1,"tags":["a"]}')).toBe('{\n  "id": 1,\n  "tags": [\n    "a"\n  ]\n}')
})

it.each(['{"id":12345678901234567890}', '<xml/>', ''])('leaves %s as it came, digit for digit', (text) => {
  expect(indented(text)).toBe(text)
})
