import type { DamsoChat } from '../loader/damso-chat.ts'
import { langOf } from '../loader/given.ts'
import type { Terms } from '../locales/terms.ts'
import type { PanelModule } from '../panel.ts'

/** What a chat says: in its language, and with the owner's own strings. Where these change meanwhile, the later ones count. */
export async function termsOf(chat: DamsoChat, loadLocale: PanelModule['loadLocale']): Promise<Terms> {
  const lang = langOf(chat)
  const { strings } = chat
  const { terms } = await loadLocale(lang, strings)
  return lang === langOf(chat) && strings === chat.strings ? terms : termsOf(chat, loadLocale)
}
