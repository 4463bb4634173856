import process from 'node:process'
import express from 'express'
import { oneUser } from './one-user.ts'

const app = express()
app.get('/unified/crm/users/:id', async (request, response) => {
  response.type('json').send(await oneUser(request.params.id))
})
app.listen(Number(process.env.PORT), '127.0.0.1')
