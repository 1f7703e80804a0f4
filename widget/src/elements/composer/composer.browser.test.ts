import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cdp, userEvent } from 'vitest/browser'
import { at, ME, messages } from '../../gallery/data.ts'
import { ko } from '../../locales/ko.ts'
import { createLocale } from '../../locales/locale.ts'
import type { Act } from '../act.ts'
import { type MessageRow, type Row, rowsOf } from '../timeline/rows.ts'
import '../ask.ts'
import { DamsoComposer } from './composer.ts'

let composer: DamsoComposer
let field: HTMLTextAreaElement
let acts: Act[]

const sent = () => acts.flatMap((act) => (act.type === 'send' ? [act.text] : []))

const members = ['민지', '민지혜', 'Sam Lee'].map((name) => ({
  id: name,
  name,
  picture: null,
  role: 'MEMBER' as const,
  readPosition: 0,
}))
let asked: string[]

beforeEach(async () => {
  acts = []
  asked = []
  composer = new DamsoComposer()
  composer.locale = createLocale('ko', ko)
  composer.addEventListener('damso-act', ({ act }) => void acts.push(act))
  composer.addEventListener('damso-ask', (event) => {
    if (event.question.type !== 'members') return
    const { search } = event.question
    asked.push(search)
    event.answer = Promise.resolve(members.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase())))
  })
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

describe('edits', () => {
  const [, row] = rowsOf({
    ...{ messages: messages(['나', '안녕', at(9, 0)]), unsent: [], notices: [], member: ME },
    ...{ unreadAfter: undefined, readUpTo: undefined },
  }) as [Row, MessageRow]

  beforeEach(async () => {
    // As a room does.
    composer.addEventListener('damso-compose', ({ mode, row, text }) => {
      composer.target = { mode, row, text }
    })
    await commit('쓰던 글')
    composer.target = { mode: 'edit', row }
    await composer.updateComplete
    expect(field.value).toBe('안녕')
  })

  const edits = () => acts.flatMap((act) => (act.type === 'edit' ? [act] : []))
  async function save(text: string): Promise<void> {
    field.value = text
    field.dispatchEvent(new InputEvent('input'))
    await key('keyDown', 'Enter')
    await key('keyUp', 'Enter')
    await composer.updateComplete
  }

  test('what was begun before stands there again after it, saved or not', async () => {
    await save('안녕하세요')
    expect(edits().map(({ text }) => text)).toEqual(['안녕하세요'])
    expect(field.value).toBe('쓰던 글')
    composer.target = { mode: 'edit', row }
    await composer.updateComplete
    composer.renderRoot.querySelector<HTMLElement>('.banner button')?.click()
    await composer.updateComplete
    expect(field.value).toBe('쓰던 글')
  })

  test('one that did not come through comes back, and can be saved again', async () => {
    await save('안녕하세요')
    edits()[0]?.undone()
    await composer.updateComplete
    expect(field.value).toBe('안녕하세요')
    await key('keyDown', 'Enter')
    await key('keyUp', 'Enter')
    await composer.updateComplete
    expect(edits().map(({ text }) => text)).toEqual(['안녕하세요', '안녕하세요'])
    expect(field.value).toBe('쓰던 글')
  })
})

describe('mentions', () => {
  const options = () => [...composer.renderRoot.querySelectorAll('[role=option]')]
  const names = () => options().map((option) => option.querySelector('span')?.textContent)
  const active = () =>
    composer.renderRoot.querySelector(`#${field.getAttribute('aria-activedescendant')}`)?.querySelector('span')
      ?.textContent
  const press = async (name: string, code: number) => {
    for (const type of ['rawKeyDown', 'keyUp'])
      await devtools().send('Input.dispatchKeyEvent', { type, key: name, code: name, windowsVirtualKeyCode: code })
  }
  const mentioned = () => acts.flatMap((act) => (act.type === 'send' ? [act.mentions.map(({ id }) => id)] : []))

  beforeEach(async () => {
    composer.mentionable = true
    await composer.updateComplete
  })

  test('arrows and Enter take a name; it is sent as text and as a mention', async () => {
    await commit('안녕 @')
    await expect.poll(names).toEqual(['민지', '민지혜', 'Sam Lee'])
    expect(active()).toBe('민지')
    const { violations } = await axe.run(composer, { rules: { region: { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
    await press('ArrowUp', 38)
    await expect.poll(active).toBe('Sam Lee')
    await key('keyDown', 'Enter')
    await key('keyUp', 'Enter')
    expect(field.value).toBe('안녕 @Sam Lee ')
    expect(sent()).toEqual([])
    await commit('hi')
    await key('keyDown', 'Enter')
    await key('keyUp', 'Enter')
    expect(sent()).toEqual(['안녕 @Sam Lee hi'])
    expect(mentioned()).toEqual([['Sam Lee']])
  })

  test('what is composed is looked for and not written; Enter in mid-syllable chooses and sends nothing', async () => {
    await commit('@')
    for (const syllable of ['ㅁ', '미', '민']) await ime(syllable)
    await expect.poll(names).toEqual(['민지', '민지혜'])
    expect(field.value).toBe('@민')
    await key('rawKeyDown', 'Process', 229)
    expect(field.value).toBe('@민')
    await commit('민')
    await key('keyDown', 'Enter')
    await key('keyUp', 'Enter')
    expect(field.value).toBe('@민지')
    expect(sent()).toEqual([])
    await commit('님 와요')
    await key('keyDown', 'Enter')
    await key('keyUp', 'Enter')
    expect(sent()).toEqual(['@민지님 와요'])
    expect(mentioned()).toEqual([['민지']])
  })

  test('a tap takes a name and leaves the focus in the field', async () => {
    await commit('@sam')
    await expect.poll(names).toEqual(['Sam Lee'])
    await userEvent.click(options()[0] as Element)
    expect(field.value).toBe('@Sam Lee ')
    expect(composer.shadowRoot?.activeElement).toBe(field)
  })

  test('Escape closes only the list, and it stays closed for this name', async () => {
    await commit('@')
    await expect.poll(() => options().length).toBe(3)
    let escaped = false
    const heard = () => {
      escaped = true
    }
    document.addEventListener('keydown', heard)
    await press('Escape', 27)
    await expect.poll(() => options().length).toBe(0)
    document.removeEventListener('keydown', heard)
    expect(escaped).toBe(false)
    const before = asked.length
    await commit('m')
    await composer.updateComplete
    expect(asked.length).toBe(before)
  })

  test('a name that was deleted again is not mentioned, and an address asks nobody', async () => {
    await commit('@sam')
    await expect.poll(names).toEqual(['Sam Lee'])
    await key('keyDown', 'Enter')
    await key('keyUp', 'Enter')
    const before = asked.length
    field.value = 'write to sam@shop.kr'
    field.setSelectionRange(20, 20)
    field.dispatchEvent(new InputEvent('input'))
    await key('keyDown', 'Enter')
    await key('keyUp', 'Enter')
    expect(mentioned()).toEqual([[]])
    expect(asked.length).toBe(before)
  })
})
