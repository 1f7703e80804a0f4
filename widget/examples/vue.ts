import { createChat, type DamsoApi } from '@damso/widget'
import type {} from '@damso/widget/vue'
import { defineComponent, type GlobalComponents, h, onMounted, onUnmounted, ref } from 'vue'

type ChatProps = InstanceType<GlobalComponents['damso-chat']>['$props']

/** The popup, for as long as the app is mounted; the badge is the app's own. */
export const ChatButton = defineComponent(() => {
  const unread = ref(0)
  let chat: DamsoApi | undefined
  onMounted(() => {
    chat = createChat({ server: 'https://chat.example.com', site: 'shop', tokenUrl: '/damso/token' })
    chat.on('damso-unread', ({ detail }) => {
      unread.value = detail.total
    })
  })
  onUnmounted(() => chat?.destroy())
  return () => h('button', { onClick: () => chat?.toggle() }, `Messages (${unread.value})`)
})

/** A room inside a page of the app. In a template: `<damso-chat mode="inline" :room="room" @damso-send="check" />`. */
export const OrderChat = defineComponent(
  ({ order }: { order: string }) => {
    const props = (): ChatProps => ({
      server: 'https://chat.example.com',
      site: 'shop',
      'token-url': '/damso/token',
      mode: 'inline',
      room: `order-${order}`,
      onDamsoSend: (event) => {
        if (event.detail.text.includes('4111')) event.preventDefault()
      },
    })
    return () => h('damso-chat', { ...props() })
  },
  { props: ['order'] },
)
