import type { Express } from 'express'
import { IncomingMessage, ServerResponse } from './node-http.ts'

/**
 * The classes of a server's requests and answers, which have Express's prototypes from the start. Express 5.3 sets them at
 * each request (`Object.setPrototypeOf` in `application.js`), and V8 then searches for another shape of each object, unless
 * they are set already. The prototypes of the app become those of the classes.
 */
export const messagesOf = (
  app: Express,
): { readonly IncomingMessage: typeof IncomingMessage; readonly ServerResponse: typeof ServerResponse } => {
  class Incoming extends IncomingMessage {}
  class Outgoing<R extends IncomingMessage> extends ServerResponse<R> {}
  app.request = Object.setPrototypeOf(Incoming.prototype, app.request)
  app.response = Object.setPrototypeOf(Outgoing.prototype, app.response)
  return { IncomingMessage: Incoming, ServerResponse: Outgoing }
}
