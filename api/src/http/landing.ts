import { type Route, replyText } from './route.ts'

/** What somebody sees who opens the address in a browser. */
export const landing = (): Route => ({
  path: '/',
  handle: (_request, response) => replyText(response, 200, 'Damso is running here: member chat rooms for web sites.'),
})
