import { createServer } from 'node:http'
import process from 'node:process'
import { oneUser } from './one-user.ts'

createServer((request, response) => {
  const id = request.url?.match(/^\/unified\/crm\/users\/([^/?]+)/)?.[1] ?? ''
  oneUser(id).then((body) => response.writeHead(200, { 'content-type': 'application/json' }).end(body))
}).listen(Number(process.env.PORT), '127.0.0.1')
