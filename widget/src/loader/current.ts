import type { DamsoChat } from './damso-chat.ts'

/** The page's one popup, also while its body is swapped. */
let popup: DamsoChat | undefined
const waiting: ((chat: DamsoChat) => void)[] = []

/** The chat that the page's own scripts act on: the popup, else the first that stands in the page. */
export const currentChat = (): DamsoChat | null => popup ?? document.querySelector('damso-chat')

/** Acts on the current chat, now or as soon as there is one. */
export async function withChat<T>(act: (chat: DamsoChat) => T): Promise<Awaited<T>> {
  const chat = currentChat() ?? (await new Promise<DamsoChat>((resolve) => waiting.push(resolve)))
  return await act(chat)
}

/** A chat stands in the page: those who waited for one act. */
export function arrived(chat: DamsoChat): void {
  for (const resolve of waiting.splice(0)) resolve(chat)
}

/**
 * One popup in a document. The one that is there goes on in place of one that means the same, as after a body swap.
 * @returns false: this one is not it
 */
export function standsAlone(chat: DamsoChat): boolean {
  const other = popup
  if (other && other !== chat && other.sessionKey === chat.sessionKey) {
    if (!other.isConnected) {
      for (const { name, value } of chat.attributes) other.setAttribute(name, value)
      chat.replaceWith(other)
    }
    chat.destroy()
    return false
  }
  if (other !== chat) other?.destroy()
  popup = chat
  return true
}

/** It has ended. */
export function leavePopup(chat: DamsoChat): void {
  if (popup === chat) popup = undefined
}
