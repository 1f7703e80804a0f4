import { launcherTokens, panelTokens } from '../styles/tokens.ts'

/** For elements that stand in a page alone: what a chat around them gives. */
export function wearTokens(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`:root { ${launcherTokens}${panelTokens} }`)
  document.adoptedStyleSheets = [sheet]
}
