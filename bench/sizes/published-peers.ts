/** A chat for web pages that is published on npm. */
export interface PublishedPeer {
  name: string
  /** What a page imports that shows a list of rooms and one of them, or all the chat that there is. */
  entry: string
  /** What is no part of the chat, and may be in the page already. */
  apart?: { name: string; packages: readonly string[] }
}

/** What is installed, each in one version. */
export const packages: Readonly<Record<string, string>> = {
  'stream-chat': '9.53.0',
  'stream-chat-react': '14.12.0',
  react: '19.3.1',
  'react-dom': '19.3.1',
  talkjs: '0.46.0',
  'deep-chat': '2.4.2',
  'vue-advanced-chat': '2.1.2',
}

const versioned = (name: string) => `${name} ${packages[name]}`

export const stream: PublishedPeer = {
  name: versioned('stream-chat-react'),
  entry: `
import { createElement as h } from 'react'
import { createRoot } from 'react-dom/client'
import {
  Channel, ChannelHeader, ChannelList, Chat, MessageComposer, MessageList, Thread, Window, useCreateChatClient,
} from 'stream-chat-react'
import 'stream-chat-react/dist/css/index.css'

function App() {
  const client = useCreateChatClient({ apiKey: 'key', tokenOrProvider: 'token', userData: { id: 'member' } })
  if (!client) return null
  const room = h(Window, null, h(ChannelHeader), h(MessageList), h(MessageComposer))
  return h(Chat, { client }, h(ChannelList), h(Channel, null, room, h(Thread)))
}
createRoot(document.body).render(h(App))`,
  apart: { name: 'React', packages: ['react', 'react-dom', 'scheduler'] },
}

export const talkjs: PublishedPeer = {
  name: versioned('talkjs'),
  entry: `
import Talk from 'talkjs'

Talk.ready.then(() => {
  const session = new Talk.Session({ appId: 'app', me: new Talk.User({ id: 'member', name: 'Member' }) })
  session.createInbox().mount(document.body)
})`,
}

export const deepChat: PublishedPeer = { name: versioned('deep-chat'), entry: `import 'deep-chat'` }

export const vueAdvancedChat: PublishedPeer = {
  name: versioned('vue-advanced-chat'),
  entry: `
import { register } from 'vue-advanced-chat'

register()`,
}
