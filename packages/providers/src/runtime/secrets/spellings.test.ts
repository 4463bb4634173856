import { Buffer } from 'node:buffer'
import process from 'node:process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spelled } from '../../testing/spelled.ts'
import { createHider } from './spellings.ts'

const token = fc.stringMatching(/^[A-Za-z0-9._~+/=:|-]{8,60}$/)
const password = fc
  .string({ unit: 'grapheme-composite', minLength: 8, maxLength: 30 })
  .filter((text) => text.isWellFormed())
const printable = fc.stringMatching(/^[ -~]{8,40}$/)
const secretText = fc.oneof(token, printable, password)
const runs = { numRuns: 1000 }

describe('a secret in any spelling', () => {
  test('is found and hidden, whatever text is around it', () => {
    fc.assert(
      fc.property(secretText.chain(spelled), fc.string(), fc.string(), ({ secret, spelling }, before, after) => {
        const hider = createHider([secret])
        const text = `${before} ${spelling} ${after}`
        expect(hider.holds(text)).toBe(true)
        const shown = hider.hide(text)
        expect(shown).toContain('[redacted]')
        expect(hider.holds(shown.replaceAll('[redacted]', ' '))).toBe(false)
      }),
      runs,
    )
  })

  test('is found at every place in a large text', () => {
    const secret = 'Sekret-0123456789-abcdef'
    const hider = createHider([secret])
    const filling = 'x'.repeat(100_000)
    for (let place = 32 * 1024 - 40; place < 32 * 1024 + 40; place += 1) {
      const text = `${filling.slice(0, place)}${secret.toUpperCase()}${filling}`
      expect(hider.holds(text), `at ${place}`).toBe(true)
    }
    expect(hider.holds(filling)).toBe(false)
  })

  test('is hidden where it touches other text, which may look like half an escape', () => {
    const half = fc.constantFrom('%', '%2', '\\', '\\u', '\\u0', '&', '&#', '&#x', '&#3', 'token=', '"', '')
    fc.assert(
      fc.property(
        token.filter((text) => text.length > 18).chain(spelled),
        half,
        half,
        ({ secret, spelling }, before, after) => {
          const shown = createHider([secret]).hide(`${before}${spelling}${after}`)
          expect(shown).toContain('[redacted]')
          expect(shown).not.toContain(spelling.slice(6, -6))
        },
      ),
      runs,
    )
  })

  test('is replaced, and every character around it stays', () => {
    // Letters that no token has: the text around a secret must not hold a part of it by chance.
    const plain = fc.stringMatching(/^[äéñøßщ ]{0,20}$/)
    fc.assert(
      fc.property(token.chain(spelled), plain, plain, ({ secret, spelling }, before, after) => {
        expect(createHider([secret]).hide(`${before} "${spelling}" ${after}`)).toBe(`${before} "[redacted]" ${after}`)
      }),
      runs,
    )
  })

  test('is hidden at each place, and so is every other secret', () => {
    const secrets = ['first-4f1d9b7c5e', 'second/0d9e8f7a6b']
    const text = `a ${secrets.join(' b ')} c ${secrets.map(encodeURIComponent).join(' d ')}`
    expect(createHider(secrets).hide(text)).toBe('a [redacted] b [redacted] c [redacted] d [redacted]')
  })
})

describe('a text without secret', () => {
  test('stays unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.jsonValue(), (text, json) => {
        const hider = createHider(['token-8a7b6c5d4e-0123'])
        for (const each of [text, JSON.stringify(json), encodeURIComponent(text.toWellFormed())]) {
          expect(hider.holds(each)).toBe(false)
          expect(hider.hide(each)).toBe(each)
        }
      }),
    )
  })

  test('is not searched for the empty secret', () => {
    expect(createHider(['']).hide('text')).toBe('text')
  })
})

describe('a secret that is cut', () => {
  test('is hidden from six characters on, at the end of the text and before a mark of the cut', () => {
    const marks = fc.constantFrom('', '…', '...', '"', '..."', "')", '…"}')
    fc.assert(
      fc.property(token, fc.nat(40), marks, (secret, more, end) => {
        const beginning = secret.slice(0, Math.min(secret.length - 1, 6 + more))
        const shown = createHider([secret]).hide(`Invalid token ${beginning}${end}`, true)
        expect(shown).not.toContain(beginning)
        expect(shown).toContain('Invalid token [redacted]')
      }),
    )
  })

  test('is hidden in its encoded spellings too, also where an escape is cut', () => {
    const secret = 'token/8a7b+6c5d=4e'
    const percent = encodeURIComponent(secret)
    for (let length = percent.indexOf('%') + 3; length < percent.length; length += 1) {
      const shown = createHider([secret]).hide(`token ${percent.slice(0, length)}`, true)
      expect(shown).toMatch(/^token \[redacted\](?:%|%2)?$/)
    }
    const basic = Buffer.from(`ann:${secret}`).toString('base64')
    expect(createHider([secret]).hide(`Basic ${basic.slice(0, 20)}`, true)).toBe('Basic [redacted]')
  })

  test('does not hide the end of another text', () => {
    expect(createHider(['password-0d9e8f']).hide('the pass is wrong', true)).toBe('the pass is wrong')
  })
})

test('takes time in proportion to the length of any text', () => {
  const secret = `eyJhbGciOi${'a'.repeat(1500)}`
  const hider = createHider([secret])
  const timeOf = (unit: string, length: number): number => {
    const text = unit.repeat(Math.ceil(length / unit.length))
    // Processor time: other work of the machine is not counted.
    const start = process.cpuUsage()
    hider.hide(text, true)
    return process.cpuUsage(start).user / 1000
  }
  for (const unit of [
    'a',
    '%',
    '%25',
    '\\',
    '\\u0061',
    '&',
    '&#',
    '&#x61;',
    '&#0000',
    ' ',
    '".',
    'eyJhbGciOi',
    'ZXlK/+-_',
  ]) {
    timeOf(unit, 1000)
    expect(timeOf(unit, 64_000), unit).toBeLessThan(500)
  }
})
