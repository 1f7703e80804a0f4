import { createChat, type DamsoApi, type DamsoChat } from '@damso/widget'
import type {} from '@damso/widget/react'
import { useEffect, useRef, useState } from 'react'

const chatOptions = { server: 'https://chat.example.com', site: 'shop', tokenUrl: '/damso/token' }

/** The popup, for as long as the app is mounted; the badge is the app's own. */
export function ChatButton() {
  const [chat, setChat] = useState<DamsoApi>()
  const [unread, setUnread] = useState(0)
  useEffect(() => {
    const made = createChat(chatOptions)
    made.on('damso-unread', ({ detail }) => setUnread(detail.total))
    setChat(made)
    return () => made.destroy()
  }, [])
  return (
    <button type="button" onClick={() => void chat?.toggle()}>
      Messages ({unread})
    </button>
  )
}

/** A room inside a page of the app. */
export function OrderChat({ order }: { order: string }) {
  const element = useRef<DamsoChat>(null)
  return (
    <damso-chat
      ref={element}
      server={chatOptions.server}
      site={chatOptions.site}
      token-url={chatOptions.tokenUrl}
      mode="inline"
      room={`order-${order}`}
      ondamso-send={(event) => {
        if (event.detail.text.includes('4111')) event.preventDefault()
      }}
    />
  )
}
