import type { AccountVariable, AuthenticationMethod, Variables } from '../../contract.ts'

/** The variables of an account: those that are given, and those that are derived from them. */

type Declared = Readonly<Record<string, AccountVariable>>

/** Whether an account that is connected by this method has to be given the variable. */
export const isNeededFor = (
  { optional, neededFor, default: value }: AccountVariable,
  method: AuthenticationMethod,
): boolean => neededFor?.includes(method) === true || (optional !== true && value === undefined)

/** Adds the variables that were not given: their default, or a value derived from the others. */
export const withDefaults = (declared: Declared, given: Variables): Variables => {
  const absent = Object.entries(declared).filter(([name]) => given[name] === undefined)
  const fixed = absent.flatMap(([name, { default: value }]) => (typeof value === 'string' ? [[name, value]] : []))
  const known: Variables = { ...given, ...Object.fromEntries(fixed) }
  const followed = absent.flatMap(([name, { default: value }]) =>
    typeof value === 'function' ? [[name, value(known)]] : [],
  )
  return { ...known, ...Object.fromEntries(followed) }
}

/** After a change: a variable that was derived from the others is derived again, unless it was changed itself. */
export const changedVariables = (declared: Declared, known: Variables, changes: Variables): Variables => {
  const named = Object.entries(known).filter(([name, value]) => {
    const follows = declared[name]?.default
    return typeof follows !== 'function' || follows(known) !== value
  })
  return withDefaults(declared, { ...Object.fromEntries(named), ...changes })
}
