import { Refusal } from '@rollcall/providers'
import type { RequestHandler } from 'express'
import type { Route } from '../contract/routes.ts'

const order = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE']

/** Refuses the methods that a path does not have; where it has `GET`, it has `HEAD` too. */
export const refuseMethod = (routes: readonly Route[]): RequestHandler => {
  const methods = routes.map(({ method }) => method.toUpperCase())
  if (methods.includes('GET')) methods.push('HEAD')
  const allow = order.filter((method) => methods.includes(method)).join(', ')
  return () => {
    throw new Refusal(
      'method-not-allowed',
      `This path allows ${allow.replace(/, (?=[^,]*$)/, ' and ')}; use one of these methods.`,
      {
        headers: { Allow: allow },
      },
    )
  }
}
