// Runs in the playground: the form's options become the snippet and the page in the frame.
import { copies } from './copies.ts'
import { one } from './dom.ts'
import { optionsFrom, snippetOf } from './snippet.ts'

const form = one<HTMLFormElement>('form')
const { api = '', site = '', lang = '' } = form.dataset
const code = one('#snippet')
const defaultAccent = one<HTMLInputElement>('[name="accent"]').value

form.addEventListener('change', show)
copies(one('#copy'), code)
show()

function show(): void {
  const query = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
  if (query.get('accent') === defaultAccent) query.delete('accent')
  const options = optionsFrom(query)
  code.textContent = snippetOf(options, { api, site, tokenUrl: '/damso/token' })
  one<HTMLSelectElement>('[name="room"]').disabled = options.mode === 'popup'
  one<HTMLSelectElement>('[name="position"]').disabled = options.mode !== 'popup'
  query.set('page', lang)
  one<HTMLIFrameElement>('iframe').src = `/playground/frame?${query}`
}
