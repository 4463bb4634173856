import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import process from 'node:process'
import { middleware as createValidator } from 'express-openapi-validator'
import { bareApp, withRoutes } from './express-app.ts'

/** The ceiling with express-openapi-validator before it, which holds the paths of users from the contract. */

const file = createRequire(import.meta.url).resolve('@rollcall/contract/openapi.json')
const contract: { paths: Record<string, unknown> } = JSON.parse(readFileSync(file, 'utf8'))
const isUsers = (path: string): boolean => /^\/unified\/crm\/users(\/\{id\})?$/.test(path)
const paths = Object.fromEntries(Object.entries(contract.paths).filter(([path]) => isUsers(path)))

const app = bareApp()
app.set('query parser', 'extended')
app.use(
  createValidator({
    apiSpec: JSON.parse(JSON.stringify({ ...contract, paths })),
    validateApiSpec: false,
    validateSecurity: false,
    validateResponses: false,
    fileUploader: false,
  }),
)
withRoutes(app).listen(Number(process.env.PORT), '127.0.0.1')
