import type { Line } from './line.ts'

/**
 * What the demo page sets for the frames in it. The tab's session storage is theirs in common, so that a frame knows
 * its settings before it does anything, after each navigation too.
 */
export interface Settings {
  theme: 'auto' | 'dark'
  line: Line
}

const lineKey = (persona: string) => `demo-line-${persona}`
const themeKey = 'demo-theme'
const openedKey = 'demo-opened'

export const readSettings = (persona: string): Settings => ({
  theme: sessionStorage.getItem(themeKey) === 'dark' ? 'dark' : 'auto',
  line: (sessionStorage.getItem(lineKey(persona)) as Line | null) ?? 'online',
})

export const writeTheme = (theme: Settings['theme']): void => sessionStorage.setItem(themeKey, theme)
export const writeLine = (persona: string, line: Line): void => sessionStorage.setItem(lineKey(persona), line)

/** Calls back now and whenever another document of this tab changes them. */
export function followSettings(persona: string, apply: (settings: Settings) => void): void {
  apply(readSettings(persona))
  window.addEventListener('storage', ({ storageArea }) => {
    if (storageArea === sessionStorage) apply(readSettings(persona))
  })
}

/**
 * When the demo page was opened, or its counters were last cleared, milliseconds since 1970; Infinity where a frame is ready
 * before the page around it.
 */
export const openedAt = (): number => Number(sessionStorage.getItem(openedKey) ?? Infinity)
export const writeOpened = (): void => sessionStorage.setItem(openedKey, String(Date.now()))
