import { expect, it } from 'vitest'
import { html } from './html.ts'

it('escapes values and leaves HTML as it is', () => {
  const inner = html`<b>${'<&>'}</b>`
  expect(html`<p title="${'"'}">${inner}${undefined}${false}${0}</p>`.text).toBe(
    '<p title="&#34;"><b>&#60;&#38;&#62;</b>0</p>',
  )
})
