import type { DamsoChat } from './damso-chat.ts'
import { attributeOf, type Settings } from './settings.ts'

/** A popup that belongs to the page: a body that is swapped does not take it away. */
export function createPopup({ strings, ...settings }: Settings & { server?: string }): DamsoChat {
  const chat = document.createElement('damso-chat')
  for (const [name, value] of Object.entries(settings)) chat.setAttribute(attributeOf(name), String(value))
  if (strings) chat.strings = strings
  chat.resident = true
  return chat
}
