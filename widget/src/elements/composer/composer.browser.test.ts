import { afterEach, beforeEach, expect, test } from 'vitest'
import { cdp } from 'vitest/browser'
import { ko } from '../../locales/ko.ts'
import { createLocale } from '../../locales/locale.ts'
import type { Act } from '../act.ts'
import { DamsoComposer } from './composer.ts'

let composer: DamsoComposer
let field: HTMLTextAreaElement
let acts: Act[]

const sent = () => acts.flatMap((act) => (act.type === 'send' ? [act.text] : []))

beforeEach(async () => {
  acts = []
  composer = new DamsoComposer()
  composer.locale = createLocale('ko', ko)
  composer.addEventListener('damso-act', ({ act }) => void acts.push(act))
  document.body.append(composer)
  await composer.updateComplete
  field = composer.renderRoot.querySelector('textarea') as HTMLTextAreaElement
  composer.focus()
})

afterEach(() => composer.remove())

/** The keyboard and input method of the browser itself. */
const devtools = () => cdp() as unknown as { send(method: string, parameters: object): Promise<unknown> }
const ime = (text: string) =>
  devtools().send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
const commit = (text: string) => devtools().send('Input.insertText', { text })
async function key(type: 'keyDown' | 'rawKeyDown' | 'keyUp', name: string, code = 13): Promise<void> {
  await devtools().send('Input.dispatchKeyEvent', {
    type,
    key: name,
    code: 'Enter',
    windowsVirtualKeyCode: code,
    ...(type === 'keyDown' && { text: '\r' }),
  })
}

test('Hangul, composed by the browser: one Enter, one whole message', async () => {
  for (const syllable of ['ㅎ', '하', '한']) await ime(syllable)
  await commit('한')
  for (const syllable of ['ㄱ', '그', '글']) await ime(syllable)
  await key('rawKeyDown', 'Process', 229)
  await commit('글')
  await key('keyDown', 'Enter')
  await key('keyUp', 'Enter')
  expect(sent()).toEqual(['한글'])
  expect(field.value).toBe('')
})

test('the field is not written while a syllable is being composed', async () => {
  await ime('하')
  composer.full = true
  await composer.updateComplete
  expect(field.value).toBe('하')
  await commit('하')
  expect(field.value).toBe('하')
})

test('Hangul typed as letters apart is sent as whole syllables (NFC)', async () => {
  await commit('한글'.normalize('NFD'))
  await key('keyDown', 'Enter')
  await key('keyUp', 'Enter')
  expect(sent()).toEqual(['한글'])
})

test('kana: Enter commits and sends nothing', async () => {
  await ime('にほん')
  await key('rawKeyDown', 'Process', 229)
  await commit('日本')
  await key('keyUp', 'Enter')
  expect(sent()).toEqual([])
  expect(field.value).toBe('日本')
})

test('blank text is not sent, and text over the limit says so and stays', async () => {
  await commit('   ')
  await key('keyDown', 'Enter')
  await key('keyUp', 'Enter')
  field.value = '가'.repeat(3_000)
  field.dispatchEvent(new InputEvent('input'))
  await composer.updateComplete
  await key('keyDown', 'Enter')
  await key('keyUp', 'Enter')
  expect(sent()).toEqual([])
  expect(field.value).toHaveLength(3_000)
  expect(composer.renderRoot.querySelector('[role=alert]')?.textContent).toBe(ko.tooLong)
})

test('it grows to five lines and no further', async () => {
  const height = async (lines: number) => {
    field.value = Array(lines).fill('줄').join('\n')
    field.dispatchEvent(new InputEvent('input'))
    await composer.updateComplete
    return composer.renderRoot.querySelector('.field')?.getBoundingClientRect().height
  }
  expect(await height(1)).toBe(36)
  expect(await height(3)).toBe(84)
  expect(await height(5)).toBe(132)
  expect(await height(9)).toBe(132)
})
