import process from 'node:process'
import { bareApp, withRoutes } from './express-app.ts'

/** The ceiling: bare Express 5 and undici. No server on Express can be faster. This file may not get slower. */
withRoutes(bareApp()).listen(Number(process.env.PORT), '127.0.0.1')
