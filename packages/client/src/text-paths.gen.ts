// Generated from openapi.yaml by `npm run generate`. Do not edit: change the contract.

/** The paths whose answers are text. */
export const textPaths: ReadonlySet<string> = /* @__PURE__ */ new Set([
  '/connect',
  '/connect/assets/{name}',
  '/',
  '/docs',
  '/providers',
  '/providers/{slug}',
  '/errors',
  '/assets/{name}',
  '/metrics',
  '/openapi.yaml',
  '/console',
  '/console/assets/{name}',
  '/errors/{slug}',
])
