import { STATUS_CODES } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { Problem } from './index.ts'
import { problemTypes } from './index.ts'
import type { Response } from './testing/contract-document.ts'
import { contractDocument, contractOperations, examplesOf, responsesOf } from './testing/contract-document.ts'

const problemMediaType = 'application/problem+json'

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'statusCode' in value

const problemsOf = (response: Response): Problem[] => {
  const mediaType = response.content[problemMediaType]
  return mediaType === undefined ? [] : [...examplesOf(mediaType).values()].filter(isProblem)
}

const failures = contractOperations.flatMap(({ id, operation }) =>
  [...responsesOf(operation)]
    .filter(([status]) => status >= 400)
    .map(([status, response]) => ({ id, status, response, problems: problemsOf(response) })),
)

describe('the failures of the contract', () => {
  it('show every type of problem at some operation', () => {
    const shown = new Set(failures.flatMap(({ problems }) => problems.map(({ type }) => type)))
    expect([...shown].sort()).toEqual([...problemTypes].sort())
  })

  it('are all problems, each shown by an example that bears the status of its answer', () => {
    for (const { id, status, response, problems } of failures) {
      const place = `${id} ${status}`
      expect(Object.keys(response.content), place).toEqual([problemMediaType])
      expect(problems.length, place).toBeGreaterThan(0)
      expect(new Set(problems.map((problem) => problem.status)), place).toEqual(new Set([status]))
    }
  })

  it('are named in the description of the answer, by the slugs of its examples and no others', () => {
    for (const [name, response] of Object.entries(contractDocument.components.responses)) {
      const slugs = problemsOf(response).map(({ type }) => type.replace('/errors/', ''))
      if (slugs.length === 0) continue
      const named = response.description.split('\n').flatMap((line) => /^`([a-z-]+)`:/.exec(line)?.[1] ?? [])
      expect(named, name).toEqual(slugs)
    }
  })

  it("bear Truto's members beside those of RFC 9457, saying the same", () => {
    for (const { id, status, problems } of failures) {
      for (const problem of problems) {
        const place = `${id} ${problem.type}`
        expect(problem.statusCode, place).toBe(status)
        expect(problem.error, place).toBe(STATUS_CODES[status])
        expect(problem.message, place).toBe(problem.detail ?? STATUS_CODES[status])
      }
    }
  })

  it('say of one type always the same title', () => {
    const titles = new Map<string, Set<string>>()
    for (const { problems } of failures) {
      for (const { type, title } of problems) titles.set(type, (titles.get(type) ?? new Set()).add(title))
    }
    expect([...titles.values()].filter((set) => set.size > 1)).toEqual([])
  })

  it('keep the flag of the vendor and its status together', () => {
    for (const { id, problems } of failures) {
      for (const problem of problems) {
        const place = `${id} ${problem.type}`
        expect(problem.truto_is_remote_error !== undefined, place).toBe(problem.remote_status !== undefined)
      }
    }
  })
})

describe('every operation', () => {
  it.each(contractOperations)('$id has the answers that any request can meet', ({ operation }) => {
    const statuses = [...responsesOf(operation).keys()]
    const isOpen = operation.security?.length === 0
    expect(statuses).toEqual(expect.arrayContaining([400, 405, 414]))
    // An operation with a token reads the store.
    if (!isOpen) expect(statuses).toEqual(expect.arrayContaining([401, 406, 429, 500, 503]))
    if (isOpen) expect(statuses).not.toContain(401)
  })

  it.each(contractOperations.filter(({ operation }) => operation.requestBody))(
    '$id refuses bodies that are too large, too slow or of another media type',
    ({ operation }) => {
      expect([...responsesOf(operation).keys()]).toEqual(expect.arrayContaining([408, 413, 415]))
    },
  )

  it.each(contractOperations.filter(({ operation }) => operation['x-truto-response-formats']))(
    '$id has a status for every way in which a vendor can fail',
    ({ operation }) => {
      const statuses = [...responsesOf(operation).keys()]
      expect(statuses).toEqual(expect.arrayContaining([402, 403, 404, 409, 410, 422, 423, 502, 504]))
    },
  )

  it.each(contractOperations)('$id identifies the caller, and names the next step', ({ operation }) => {
    for (const [status, response] of responsesOf(operation)) {
      const headers = Object.keys(response.headers)
      expect(headers, `${status}`).toContain('X-Request-Id')
      if (status === 401) expect(headers).toContain('WWW-Authenticate')
      if (status === 405) expect(headers).toContain('Allow')
      if (status === 429 || status === 503) expect(headers).toContain('Retry-After')
    }
  })
})
