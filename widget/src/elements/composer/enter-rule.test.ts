import { describe, expect, test } from 'vitest'
import { EnterRule } from './enter-rule.ts'

interface Press {
  key?: string
  code?: string
  keyCode?: number
  isComposing?: boolean
  shiftKey?: boolean
}

/** Plays what a system reports for one press; says how often it was sent and which presses were stopped. */
function play(act: (rule: EnterRule, keydown: (press: Press) => void) => void, touch = false) {
  let sent = 0
  const stopped: boolean[] = []
  const rule = new EnterRule(
    () => {
      sent++
    },
    () => touch,
  )
  const keydown = (press: Press) => {
    let prevented = false
    rule.keydown({
      key: 'Enter',
      code: 'Enter',
      keyCode: 13,
      ...press,
      preventDefault: () => {
        prevented = true
      },
    } as unknown as KeyboardEvent)
    stopped.push(prevented)
  }
  act(rule, keydown)
  return { sent, stopped }
}

const enter = { key: 'Enter', code: 'Enter' } as KeyboardEvent

describe('one Enter sends one whole Hangul message', () => {
  test('Chrome on macOS: composing keydown, compositionend, a second keydown', () => {
    const { sent, stopped } = play((rule, keydown) => {
      rule.compositionStart()
      rule.compositionUpdate('요')
      keydown({ keyCode: 229, isComposing: true })
      rule.compositionEnd('요')
      keydown({})
      rule.keyup(enter)
    })
    expect(sent).toBe(1)
    expect(stopped).toEqual([false, true])
  })

  test('Windows: the key is called Process', () => {
    const { sent } = play((rule, keydown) => {
      rule.compositionStart()
      rule.compositionUpdate('다')
      keydown({ key: 'Process', keyCode: 229, isComposing: true })
      rule.compositionEnd('다')
      keydown({})
      rule.keyup(enter)
    })
    expect(sent).toBe(1)
  })

  test('Safari: the composition ends before its keydown', () => {
    const { sent, stopped } = play((rule, keydown) => {
      rule.compositionStart()
      rule.compositionUpdate('네')
      rule.compositionEnd('네')
      keydown({ keyCode: 229 })
      rule.keyup(enter)
    })
    expect(sent).toBe(1)
    expect(stopped).toEqual([true])
  })

  test('the next press sends again', () => {
    const { sent } = play((rule, keydown) => {
      for (let press = 0; press < 2; press++) {
        rule.compositionStart()
        rule.compositionUpdate('네')
        keydown({ keyCode: 229, isComposing: true })
        rule.compositionEnd('네')
        rule.keyup(enter)
      }
    })
    expect(sent).toBe(2)
  })

  test('held down, it sends once', () => {
    const { sent, stopped } = play((_, keydown) => {
      keydown({})
      keydown({})
      keydown({})
    })
    expect(sent).toBe(1)
    expect(stopped).toEqual([true, true, true])
  })
})

describe('Enter only commits', () => {
  test.each([
    ['kana', 'にほん'],
    ['pinyin', '你好'],
    ['a Hanja that was chosen for a syllable', '漢'],
  ])('%s', (_, committed) => {
    const { sent } = play((rule, keydown) => {
      rule.compositionStart()
      rule.compositionUpdate(committed)
      keydown({ keyCode: 229, isComposing: true })
      rule.compositionEnd(committed)
      rule.keyup(enter)
    })
    expect(sent).toBe(0)
  })

  test('kana in Safari', () => {
    const { sent } = play((rule, keydown) => {
      rule.compositionStart()
      rule.compositionUpdate('に')
      rule.compositionEnd('に')
      keydown({ keyCode: 229 })
      rule.keyup(enter)
    })
    expect(sent).toBe(0)
  })

  test('a syllable that ends by something else than Enter', () => {
    const { sent } = play((rule) => {
      rule.compositionStart()
      rule.compositionUpdate('가')
      rule.compositionEnd('가')
    })
    expect(sent).toBe(0)
  })
})

test('Shift and touch keyboards make a new line', () => {
  expect(play((_, keydown) => keydown({ shiftKey: true }))).toEqual({ sent: 0, stopped: [false] })
  expect(play((_, keydown) => keydown({}), true)).toEqual({ sent: 0, stopped: [false] })
})
