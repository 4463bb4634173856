import process from 'node:process'
import contract from '@rollcall/contract/openapi.json' with { type: 'json' }
import { middleware as createValidator } from 'express-openapi-validator'
import { bareApp, withRoutes } from './express-app.ts'

/** The ceiling with express-openapi-validator before it, which holds the paths of users from the contract. */

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
