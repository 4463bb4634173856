/**
 * The path with each parameter as one percent-encoded segment. Throws a `TypeError` for an empty one, `.` and `..`:
 * every URL parser removes these, and the call would reach another path (`/users/.` the list).
 */
export const serializePath = (template: string, parameters: Readonly<Record<string, unknown>>): string =>
  template.replace(/\{([^{}]+)\}/g, (_placeholder, name: string) => {
    const value = parameters[name]
    if ((typeof value !== 'string' && typeof value !== 'number') || ['', '.', '..'].includes(String(value))) {
      throw new TypeError(`The path parameter ${name} must be text that is not empty, "." or "..".`)
    }
    return encodeURIComponent(value)
  })
