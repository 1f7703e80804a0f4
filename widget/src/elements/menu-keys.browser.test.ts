import { afterEach, expect, test } from 'vitest'
import { moveInMenu } from './menu-keys.ts'

afterEach(() => document.body.replaceChildren())

function menu(columns: number, dir: 'ltr' | 'rtl' = 'ltr'): HTMLElement {
  const place = document.createElement('div')
  place.dir = dir
  for (const name of ['a', 'b', 'c', 'd']) {
    const item = document.createElement('button')
    item.textContent = name
    item.style.display = columns === 1 ? 'block' : 'inline-block'
    place.append(item)
  }
  place.addEventListener('keydown', (event) => moveInMenu(event, place))
  document.body.append(place)
  place.querySelector('button')?.focus()
  return place
}

/** Where the focus is after each key. */
const walk = (keys: readonly string[]) =>
  keys
    .map((key) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
      document.activeElement?.dispatchEvent(event)
      return document.activeElement?.textContent
    })
    .join('')

test('up and down go round a list, Home and End to its ends', () => {
  menu(1)
  expect(walk(['ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'ArrowDown', 'ArrowUp', 'Home'])).toBe('bcbdada')
})

test('left and right follow the reading direction', () => {
  menu(4)
  expect(walk(['ArrowRight', 'ArrowRight', 'ArrowLeft'])).toBe('bcb')
  document.body.replaceChildren()
  menu(4, 'rtl')
  expect(walk(['ArrowLeft', 'ArrowLeft', 'ArrowRight'])).toBe('bcb')
})

test('other keys, and a menu that is closed, are left alone', () => {
  const place = menu(1)
  const typed = new KeyboardEvent('keydown', { key: 'x', cancelable: true })
  expect(moveInMenu(typed, place)).toBe(false)
  const closed = new KeyboardEvent('keydown', { key: 'ArrowDown', cancelable: true })
  expect(moveInMenu(closed, null)).toBe(false)
  expect([typed.defaultPrevented, closed.defaultPrevented]).toEqual([false, false])
})
