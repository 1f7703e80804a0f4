// Runs in the theming page: the form becomes CSS, for the page in the frame and to copy.
import { copies } from './copies.ts'
import { one } from './dom.ts'
import { type Colour, colourOf, colours, hardToRead, parseTheme, type Scheme, type Theme, writeTheme } from './theme.ts'

const form = one<HTMLFormElement>('form')
const frame = one<HTMLIFrameElement>('iframe')
const code = one('#snippet')
const words = JSON.parse(form.dataset.words ?? '{}') as Record<'none' | 'readable' | 'on' | Scheme, string> & {
  colours: Record<Colour, string>
}
const schemes: readonly Scheme[] = ['light', 'dark']
const fonts: Record<string, string> = {
  system: "system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif",
  serif: "'Nanum Myeongjo', 'Apple Myungjo', 'Noto Serif KR', 'Noto Serif CJK KR', Georgia, serif",
  mono: "ui-monospace, 'D2Coding', Consolas, 'Noto Sans Mono CJK KR', monospace",
}
const radii = { 'panel-radius': 24, 'bubble-radius': 24, 'field-radius': 18, 'control-radius': 12 }

const read = async (name: string): Promise<Theme> => parseTheme(await (await fetch(`/themes/${name}.css`)).text())
const field = (name: string) => one<HTMLInputElement>(`[name="${name}"]`)
const value = (name: string) => String(new FormData(form).get(name))

const own = await read('default')
let theme = own
/** Which theme was asked for last: answers may come in another order. */
let asked = 'default'

form.addEventListener('input', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.name !== 'theme') return change(target as HTMLInputElement)
  asked = target.value
  void read(asked).then((found) => {
    if (asked === target.value) start(found)
  })
})
form.addEventListener('submit', (event) => event.preventDefault())
frame.addEventListener('load', show)
copies(one('#copy'), code)
start(own)

/** What the theme leaves open is the widget's own. */
function start({ properties, rules }: Theme): void {
  theme = { properties: { ...own.properties, ...properties }, rules }
  for (const name of colours)
    for (const scheme of schemes) field(`${name}-${scheme}`).value = colourOf(theme, name, scheme) ?? '#000000'
  field('corners').value = String(Number.parseInt(theme.properties['bubble-radius'] ?? '', 10))
  one<HTMLSelectElement>('[name="font"]').value = 'own'
  derive()
  show()
}

function change({ name }: HTMLInputElement): void {
  const changed: Record<string, string> = {}
  const colour = colours.find((one) => schemes.some((scheme) => name === `${one}-${scheme}`))
  if (colour) changed[colour] = `light-dark(${schemes.map((scheme) => value(`${colour}-${scheme}`)).join(', ')})`
  else if (name === 'font') changed.font = fonts[value('font')] ?? theme.properties.font ?? ''
  else if (name === 'corners')
    for (const [radius, most] of Object.entries(radii))
      changed[radius] = `${Math.min(most, Number(value('corners')))}px`
  theme = { ...theme, properties: { ...theme.properties, ...changed } }
  derive()
  show()
}

/** What stands on the accent, and the accent as text, the widget works out by itself. */
function derive(): void {
  const { 'on-accent': _, link: __, ...properties } = theme.properties
  theme = { ...theme, properties }
}

function show(): void {
  const css = writeTheme(theme, own)
  code.textContent = css === '' ? words.none : css
  one('#attribute').hidden = value('density') === ''
  one('#faint').textContent = faint()
  const { contentDocument: page, contentWindow: window } = frame
  if (!page || !window) return
  // A sheet belongs to the document for which it was made.
  const sheet = new (window as Window & typeof globalThis).CSSStyleSheet()
  sheet.replaceSync(css)
  page.adoptedStyleSheets = [sheet]
  page.documentElement.dataset.theme = value('scheme')
  for (const chat of page.querySelectorAll('damso-chat')) {
    if (value('density') === '') chat.removeAttribute('density')
    else chat.setAttribute('density', value('density'))
  }
}

function faint(): string {
  const found = schemes.flatMap((scheme) =>
    hardToRead(theme, scheme).map(({ text, ground, ratio }) =>
      words.on
        .replace('{text}', words.colours[text])
        .replace('{ground}', words.colours[ground])
        .replace('{ratio}', ratio.toFixed(1))
        .replace('{scheme}', words[scheme]),
    ),
  )
  return found.length === 0 ? words.readable : found.join(' · ')
}
