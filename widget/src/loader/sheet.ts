/** A constructed style sheet: no `<style>`, so a strict CSP has nothing to forbid. */
export function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet()
  made.replaceSync(css)
  return made
}
