import { accentDeclarations } from './accent.ts'

export interface ThemeParts {
  chat: HTMLElement
  /** Carries the scheme. */
  frame: HTMLElement
  /** Wears the accent, so that the browser says what colour it is. */
  probe: HTMLElement
  /** Takes the accent's declarations. */
  accent: CSSStyleSheet
}

/** Brings scheme and accent in line with the element's attributes and with what it inherits. */
export function applyTheme({ chat, frame, probe, accent: sheet }: ThemeParts): void {
  const accent = chat.getAttribute('accent')
  const given = accent !== null && CSS.supports('color', accent) ? `.root { --damso-accent: ${accent} }` : ''
  sheet.replaceSync(given)
  const theme = chat.getAttribute('theme')
  const inherited = getComputedStyle(chat).colorScheme
  frame.dataset.theme =
    theme === 'light' || theme === 'dark' ? theme : inherited === 'normal' || inherited === '' ? 'system' : 'inherit'
  if (getComputedStyle(probe).getPropertyValue('--damso-accent') === '') return
  sheet.replaceSync(`${given} .root { ${accentDeclarations(getComputedStyle(probe).color)} }`)
}
