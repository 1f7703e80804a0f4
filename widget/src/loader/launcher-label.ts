import type { Terms } from '../locales/terms.ts'

/** What the loader says by itself. */
export type LoaderTerms = Pick<Terms, 'openChat' | 'closeChat' | 'failedToLoad'> & Partial<Pick<Terms, 'unread'>>

/** Until the panel's module has brought the language, and where it does not come. */
const ko: LoaderTerms = {
  openChat: '대화 열기',
  closeChat: '대화 닫기',
  failedToLoad: '대화를 불러오지 못했어요',
}
const en: LoaderTerms = {
  openChat: 'Open chat',
  closeChat: 'Close chat',
  failedToLoad: 'The chat could not be loaded',
}

export const loaderTerms = (lang: string): LoaderTerms => (/^ko\b/i.test(lang) ? ko : en)

export function launcherLabel({ openChat, closeChat, unread }: LoaderTerms, open: boolean, count: number): string {
  if (open) return closeChat
  return count > 0 ? `${openChat}, ${unread?.(count) ?? count}` : openChat
}
