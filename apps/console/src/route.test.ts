import { expect, it } from 'vitest'
import { hrefOf, routeOf } from './route.ts'

it.each([
  ['', []],
  ['#', []],
  ['#/', []],
  ['#/accounts', ['accounts']],
  ['#/accounts/1/users/a%2Fb%20c', ['accounts', '1', 'users', 'a/b c']],
  ['#/accounts/%E0%A4', ['accounts', '%E0%A4']],
])('reads %j as %j', (hash, route) => {
  expect(routeOf(hash)).toEqual(route)
})

it('writes what it reads, whatever an id consists of', () => {
  const route = ['accounts', 'one', 'users', '1 2/3?#%&ü']
  expect(routeOf(hrefOf(...route))).toEqual(route)
})
