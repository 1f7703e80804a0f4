/**
 * An app as an owner writes it, in React's strict mode: every effect is set up, torn down and set up again.
 * @module
 */
import { createChat } from '@damso/widget'
import { createElement, StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

interface Setup {
  server: string
  site: string
  tokenUrl: string
}

declare global {
  interface Window {
    setup: Setup
    heard: string[]
    /** Puts the popup and a room inside the page up, or takes them away. */
    route(shown: { popup: boolean; room: boolean }): void
  }
}

const { server, site, tokenUrl } = window.setup

function Popup() {
  useEffect(() => {
    const chat = createChat({ server, site, tokenUrl })
    chat.on('damso-unread', ({ detail }) => window.heard.push(`unread ${detail.total}`))
    return () => chat.destroy()
  }, [])
  return null
}

const Room = () =>
  createElement('damso-chat', {
    ...{ server, site, 'token-url': tokenUrl, mode: 'inline', room: 'books' },
    'ondamso-room': ({ detail }: CustomEvent<{ room: { key: string } }>) =>
      window.heard.push(`room ${detail.room.key}`),
  })

function App() {
  const [{ popup, room }, route] = useState({ popup: true, room: true })
  window.route = route
  // Two parts of an app that know nothing of each other: the document has one popup all the same.
  const popups = popup && ['header', 'page'].map((key) => createElement(Popup, { key }))
  return [popups, room && createElement(Room, { key: 'room' })]
}

window.heard = []
createRoot(document.getElementById('app') as HTMLElement).render(createElement(StrictMode, null, createElement(App)))
