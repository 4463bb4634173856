/** No header of security is set. */
export const securityHeaders: Readonly<Record<string, string>> = {}
