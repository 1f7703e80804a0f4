import { type Chat, createClient, type OpenRoom, tokenFromUrl } from '@damso/widget/client'

/** A whole chat without Damso's elements: a room's messages in a list, and a form that sends. */
export function showRoom(key: string, list: HTMLElement, form: HTMLFormElement, fault: HTMLElement): () => void {
  const client = createClient({
    server: 'https://chat.example.com',
    site: 'shop',
    session: tokenFromUrl('/damso/token'),
    storage: localStorage,
    onFault: ({ message }) => {
      fault.textContent = message
    },
  })
  let room: OpenRoom | undefined

  async function enter(chat: Chat | null): Promise<void> {
    room?.close()
    room = undefined
    list.replaceChildren()
    if (!chat) return
    chat.connection.open()
    const found = await chat.rooms.find({ key })
    if (!found || client.chat.value !== chat) return
    const opened = chat.openRoom(found.id)
    room = opened
    const draw = () => {
      const stored = opened.timeline.state.value.messages.map(({ sender, text }) => `${sender?.name}: ${text}`)
      const unsent = chat.unsent.messages.value.filter((message) => message.room === opened.id)
      const lines = [...stored, ...unsent.map(({ text, failed }) => `${text} (${failed ?? 'sending'})`)]
      list.replaceChildren(...lines.map((text) => Object.assign(document.createElement('li'), { textContent: text })))
    }
    opened.timeline.state.subscribe(draw)
    chat.unsent.messages.subscribe(draw)
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = String(new FormData(form).get('text')).trim()
    if (room && text !== '' && client.chat.value?.unsent.add(room.id, text)) form.reset()
  })
  client.chat.subscribe((chat) => void enter(chat))
  void client.session.token()
  return () => client.end()
}
