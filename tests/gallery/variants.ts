import type { BrowserContextOptions } from 'playwright'

/** One way of looking at the states. */
export interface Variant {
  name: string
  title: string
  lang: 'ko' | 'en' | 'ja' | 'ar'
  theme: 'light' | 'dark'
  /** The chat fills a screen of this size. */
  screen?: { width: number; height: number }
  context?: BrowserContextOptions
  /** The states that are looked at so; all of them if left out. */
  few?: readonly string[]
}

const few = [
  ...['list', 'list-long', 'people', 'order', 'direct', 'parts', 'disconnected', 'failed', 'announcements', 'closed'],
  ...['message-menu', 'emoji', 'reply', 'mention', 'room-details', 'member-menu', 'room-settings', 'side-by-side'],
]

const touch: BrowserContextOptions = { isMobile: true, hasTouch: true }

export const variants: readonly Variant[] = [
  { name: 'light-ko', title: 'Korean, light', lang: 'ko', theme: 'light' },
  { name: 'dark-ko', title: 'Korean, dark', lang: 'ko', theme: 'dark' },
  { name: 'light-en', title: 'English, light', lang: 'en', theme: 'light' },
  { name: 'dark-en', title: 'English, dark', lang: 'en', theme: 'dark' },
  { name: 'phone-ko', title: 'Phone', lang: 'ko', theme: 'light', screen: { width: 390, height: 844 }, context: touch },
  { name: 'light-ja', title: 'Japanese', lang: 'ja', theme: 'light', few },
  { name: 'light-ar', title: 'Arabic, from the right', lang: 'ar', theme: 'light', few },
  {
    name: 'forced-colours',
    title: 'Forced colours',
    lang: 'en',
    theme: 'dark',
    context: { forcedColors: 'active', colorScheme: 'dark' },
    few: [...few, 'launcher', 'list-focus', 'message-focus', 'composer-focus'],
  },
  {
    name: 'zoom-400',
    title: 'Zoom of 400 %',
    lang: 'ko',
    theme: 'light',
    screen: { width: 320, height: 256 },
    few: few.filter((name) => name !== 'side-by-side'),
  },
]
