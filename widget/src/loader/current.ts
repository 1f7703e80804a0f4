import type { DamsoChat } from './damso-chat.ts'

let popup: DamsoChat | undefined
const waiting: ((chat: DamsoChat) => void)[] = []

/** The page's one popup, also while its body is swapped. */
export const currentPopup = (): DamsoChat | undefined => popup

export function setPopup(chat: DamsoChat | undefined): void {
  popup = chat
}

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
