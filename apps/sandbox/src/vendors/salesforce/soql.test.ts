import { describe, expect, test } from 'vitest'
import { people } from '../../people.ts'
import { SalesforceFailure } from './failure.ts'
import { evaluate, type Row } from './soql-evaluate.ts'
import { parseQuery } from './soql-parse.ts'
import { seededUsers, userIdOf, userRecord } from './users.ts'

const base = '/services/data/v66.0'
const users = seededUsers(people)

const run = (query: string): readonly Row[] => evaluate(parseQuery(query), users, base).rows

const aliases = (rest: string): unknown[] => run(`SELECT Alias FROM User ${rest}`).map((row) => row.Alias)

const refusal = (query: string): { errorCode: string; message: string } => {
  try {
    run(query)
  } catch (error) {
    if (error instanceof SalesforceFailure) return { errorCode: error.errorCode, message: error.message }
    throw error
  }
  throw new Error('the query was accepted')
}

describe('SELECT', () => {
  test('fields are in their own spelling after the attributes', () => {
    const id = userIdOf(1)
    expect(run(`select id, FIRSTNAME,Email from user where Id = '${id}'`)).toEqual([
      {
        attributes: { type: 'User', url: `${base}/sobjects/User/${id}` },
        Id: id,
        FirstName: 'Ada',
        Email: 'ada.archer@acme.example',
      },
    ])
  })

  test('related records are nested, and null where there are none', () => {
    const [one] = run(`SELECT Profile.Name, Profile.Id, UserRole.Name, Manager.Email FROM User WHERE Alias = 'u4'`)
    expect(one).toMatchObject({
      Profile: { attributes: { type: 'Profile' }, Name: 'Standard User', Id: expect.stringMatching(/^00e/) },
      UserRole: null,
      Manager: { attributes: { type: 'User' }, Email: expect.stringContaining('@acme.example') },
    })
    expect(run(`SELECT Profile.Name FROM User WHERE Name = 'Automated Process'`)).toMatchObject([{ Profile: null }])
  })

  test('COUNT() returns a total and no records', () => {
    const counted = evaluate(parseQuery(`SELECT COUNT() FROM User WHERE UserType != 'Standard'`), users, base)
    expect(counted).toEqual({ total: 7, rows: [] })
  })

  test('the first ten are the plain people, system users come after them', () => {
    expect(aliases('ORDER BY Id LIMIT 10')).toEqual(['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9', 'u10'])
    expect(run('SELECT UserType FROM User LIMIT 1 OFFSET 10')).toMatchObject([{ UserType: 'AutomatedProcess' }])
    expect(aliases(`WHERE UserType = 'Standard' LIMIT 11`).at(-1)).toBe('u11')
  })
})

describe('WHERE', () => {
  test.each([
    [`WHERE Email = 'ADA.Archer@acme.example'`, ['u1']],
    [`WHERE Email = 'conan.o\\'brien@acme.example'`, ['u23']],
    [`WHERE FirstName = 'Robert "Bob"'`, ['u24']],
    [`WHERE FirstName = 'Robert \\"Bob\\"'`, ['u24']],
    [`WHERE Name LIKE 'ada a%' AND IsActive = true`, ['u1']],
    [`WHERE Alias LIKE 'u_' AND Alias >= 'u8'`, ['u8', 'u9']],
    [`WHERE FirstName LIKE '=SUM(1\\_2)'`, []],
    [`WHERE FirstName LIKE '=SUM(1_2)'`, ['u29']],
    [`WHERE LastName LIKE 'smith, jr.'`, ['u24']],
    [`WHERE Alias IN ('u1', 'U2') `, ['u1', 'u2']],
    [`WHERE Id > '${userIdOf(3)}' AND Id <= '${userIdOf(5)}'`, ['u4', 'u5']],
    [`WHERE Id = '${userIdOf(3).slice(0, 15)}'`, ['u3']],
    [`WHERE (Alias = 'u1' OR Alias = 'u2') AND (NOT Alias = 'u2')`, ['u1']],
    [`WHERE NOT (Alias != 'u1' AND Alias <> 'u2')`, ['u1', 'u2']],
    [`WHERE Profile.Name = 'system administrator' AND ManagerId = null AND Alias LIKE 'u1_'`, ['u11']],
    [`WHERE FirstName = null AND UserType = 'Standard' AND Alias LIKE 'u1_'`, ['u18']],
    [`WHERE FirstName = '' AND UserType = 'Standard' AND Alias LIKE 'u1_'`, ['u18']],
  ])('%s', (rest, expected) => {
    expect(aliases(rest)).toEqual(expected)
  })

  test('!= and NOT IN find those without a value, < and > do not', () => {
    const without = users.size - run('SELECT Id FROM User WHERE Title != null').length
    expect(without).toBeGreaterThan(0)
    const others = run(`SELECT Title FROM User WHERE Title != 'Operations'`)
    expect(others.filter((row) => row.Title === null)).toHaveLength(without)
    expect(run(`SELECT Title FROM User WHERE Title NOT IN ('Operations')`)).toHaveLength(others.length)
    expect(run(`SELECT Title FROM User WHERE Title > 'A'`)).toHaveLength(users.size - without)
  })

  test('date-times are instants, in any offset', () => {
    const [one] = run(`SELECT CreatedDate FROM User WHERE Alias = 'u1'`)
    expect(one?.CreatedDate).toBe('2023-01-03T08:52:30.000+0000')
    for (const time of ['2023-01-03T08:52:30Z', '2023-01-03T09:52:30+01:00', '2023-01-03T03:52:30.000-0500']) {
      expect(aliases(`WHERE CreatedDate = ${time}`)).toEqual(['u1'])
    }
    expect(aliases(`WHERE CreatedDate > 2023-01-03T08:52:29Z AND CreatedDate < 2023-01-04T00:00:00Z`)).toEqual(['u1'])
  })

  test('an escaped wildcard and a backslash are literal', () => {
    const id = userIdOf(1)
    const odd = new Map([[id, userRecord({ Id: id, LastName: '50%\\_', Alias: 'odd' })]])
    const found = (where: string) => evaluate(parseQuery(`SELECT Id FROM User WHERE ${where}`), odd, base).total
    expect(found(`LastName = '50%\\\\_'`)).toBe(1)
    expect(found(`LastName = '50\\%\\\\\\_'`)).toBe(1)
    expect(found(`LastName LIKE '50\\%\\\\\\_'`)).toBe(1)
    expect(found(`LastName LIKE '5\\%%'`)).toBe(0)
  })
})

describe('ORDER BY, LIMIT, OFFSET', () => {
  test('several fields, each in its direction; equal ones by id', () => {
    const rows = run(
      `SELECT IsActive, FirstName FROM User WHERE UserType = 'Standard' ORDER BY IsActive DESC, FirstName ASC`,
    )
    expect(rows.at(-1)).toMatchObject({ IsActive: false })
    const names = rows.filter((row) => row.IsActive === true).map((row) => row.FirstName)
    expect(names[0]).toBeNull()
    expect(aliases(`WHERE Name = 'Maria Garcia' ORDER BY Name`)).toEqual(['u25', 'u26'])
  })

  test.each([
    ['ORDER BY Title', 'first'],
    ['ORDER BY Title DESC', 'first'],
    ['ORDER BY Title ASC NULLS FIRST', 'first'],
    ['ORDER BY Title NULLS LAST', 'last'],
    ['ORDER BY Title DESC NULLS LAST', 'last'],
  ])('%s puts nulls %s', (order, place) => {
    const rows = run(`SELECT Title FROM User ${order}`)
    expect([rows[0]?.Title, rows.at(-1)?.Title].map((title) => title === null)).toEqual([
      place === 'first',
      place === 'last',
    ])
  })

  test('LIMIT and OFFSET cut, and OFFSET ends at 2000', () => {
    expect(aliases('ORDER BY Id LIMIT 2 OFFSET 3')).toEqual(['u4', 'u5'])
    expect(aliases('LIMIT 0')).toEqual([])
    expect(refusal('SELECT Id FROM User OFFSET 2001').errorCode).toBe('NUMBER_OUTSIDE_VALID_RANGE')
  })
})

describe('refusals', () => {
  test.each([
    '',
    'hello',
    'SELECT FROM User',
    'SELECT Id, FROM User',
    'SELECT Id User',
    'SELECT Id FROM User WHERE',
    `SELECT Id FROM User WHERE Email = "x"`,
    `SELECT Id FROM User WHERE Email = 'x`,
    `SELECT Id FROM User WHERE Email = 'O'Brien'`,
    `SELECT Id FROM User WHERE Email = 'a\\qb'`,
    `SELECT Id FROM User WHERE Email == 'x'`,
    `SELECT Id FROM User WHERE Email NOT LIKE 'x'`,
    `SELECT Id FROM User WHERE Email = x`,
    `SELECT Id FROM User WHERE (Email = 'x'`,
    `SELECT Id FROM User WHERE Alias = 'a' AND Alias = 'b' OR Alias = 'c'`,
    `SELECT Id FROM User WHERE Alias = 'a' AND NOT Alias = 'b'`,
    'SELECT Id FROM User WHERE CreatedDate > 2023-01-03T08:52:30 01:00',
    'SELECT Id FROM User WHERE CreatedDate > 2023-13-03T08:52:30Z',
    'SELECT Id FROM User ORDER Id',
    'SELECT Id FROM User ORDER BY Id NULLS',
    'SELECT Id FROM User LIMIT -1',
    'SELECT Id FROM User LIMIT 1 LIMIT 2',
    'SELECT Id, id FROM User',
    'SELECT Id FROM User; DELETE',
  ])('%s is malformed', (query) => {
    expect(refusal(query).errorCode).toBe('MALFORMED_QUERY')
  })

  test.each([
    ['SELECT Nope FROM User', `No such column 'Nope' on entity 'User'`],
    ['SELECT Id FROM User ORDER BY Nope', `No such column 'Nope'`],
    [`SELECT Id FROM User WHERE Nope__c = 'x'`, `No such column 'Nope__c'`],
    ['SELECT Account.Name FROM User', `Didn't understand relationship 'Account'`],
    ['SELECT Profile.Nope FROM User', `No such column 'Nope' on entity 'Profile'`],
    [`SELECT Id FROM User WHERE IsActive = 'true'`, 'must be of type boolean and should not be enclosed in quotes'],
    [`SELECT Id FROM User WHERE CreatedDate > '2023-01-03T08:52:30Z'`, 'must be of type dateTime'],
    ['SELECT Id FROM User WHERE CreatedDate > 2023-01-03', 'must be of type dateTime'],
    ['SELECT Id FROM User WHERE Email = 5', 'must be of type email and should be enclosed in quotes'],
  ])('%s is INVALID_FIELD', (query, message) => {
    expect(refusal(query)).toMatchObject({ errorCode: 'INVALID_FIELD', message: expect.stringContaining(message) })
  })

  test.each([
    [`SELECT Id FROM User WHERE Id = 'abc'`, 'INVALID_QUERY_FILTER_OPERATOR'],
    [`SELECT Id FROM User WHERE Id LIKE '005%'`, 'INVALID_QUERY_FILTER_OPERATOR'],
    ['SELECT Id FROM User WHERE IsActive > false', 'INVALID_QUERY_FILTER_OPERATOR'],
    ['SELECT Id FROM Usr', 'INVALID_TYPE'],
  ])('%s is %s', (query, errorCode) => {
    expect(refusal(query).errorCode).toBe(errorCode)
  })

  test('the place is shown by row and column', () => {
    expect(refusal('SELECT Id\nFROM User WHERE Nope = 1').message).toContain('ERROR at Row:2:Column:17\nNo such column')
  })
})
