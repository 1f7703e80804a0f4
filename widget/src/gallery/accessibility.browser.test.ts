import type { CDPSession } from '@vitest/browser-playwright'
import axe from 'axe-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cdp } from 'vitest/browser'
import { settled } from './find.ts'
import { DamsoGallery } from './gallery.ts'
import { scenes } from './scenes.ts'

afterEach(() => document.body.replaceChildren())

async function show(scene: string, theme: string, lang: DamsoGallery['lang']): Promise<DamsoGallery> {
  document.documentElement.lang = lang
  const gallery = new DamsoGallery()
  Object.assign(gallery, { scene, theme, lang })
  document.body.append(gallery)
  await settled(gallery)
  return gallery
}

const forceColours = (value: 'active' | 'none') =>
  (cdp() as CDPSession).send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] })

describe.each([
  { name: 'light', theme: 'light', forced: 'none' },
  { name: 'dark', theme: 'dark', forced: 'none' },
  { name: 'forced colours', theme: 'light', forced: 'active' },
] as const)('$name', ({ theme, forced }) => {
  beforeAll(async () => {
    await forceColours(forced)
    return () => forceColours('none')
  })

  test.each(scenes)('$name has nothing for axe to say', async ({ name: scene, covered }) => {
    expect(matchMedia('(forced-colors: active)').matches).toBe(forced === 'active')
    const gallery = await show(scene, theme, 'ko')
    const { violations } = await axe.run(gallery, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // A scene is a part of a page, not one.
      rules: {
        region: { enabled: false },
        'page-has-heading-one': { enabled: false },
        'target-size': { enabled: !covered },
      },
    })
    const said = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
    )
    expect(said).toEqual([])
  })
})

test.each(['order', 'list', 'notices'])(
  'from the right to the left: %s stays within its frame, and its way back points right',
  async (scene) => {
    const gallery = await show(scene, 'light', 'ar')
    const frame = gallery.shadowRoot?.querySelector('.frame') as HTMLElement
    expect(getComputedStyle(frame).direction).toBe('rtl')
    const { left, right } = frame.getBoundingClientRect()
    for (const element of deepElements(frame)) {
      const box = element.getBoundingClientRect()
      if (box.width === 0 || element.closest('.quiet')) continue
      expect(box.left, element.outerHTML.slice(0, 80)).toBeGreaterThanOrEqual(left - TOUCH)
      expect(box.right, element.outerHTML.slice(0, 80)).toBeLessThanOrEqual(right + TOUCH)
    }
    for (const way of deepElements(frame).filter((element) => element.matches('.back .way')))
      expect(getComputedStyle(way).transform).toBe('matrix(-1, 0, 0, 1, 0, 0)')
  },
)

/** What is touched reaches over the edge by as much. */
const TOUCH = 4

/** Elements that show something, in whatever shadow root. */
function deepElements(root: Element | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches('button, h2, span, svg, small, strong, time') ? [element] : []),
    ...(element.shadowRoot ? deepElements(element.shadowRoot) : []),
  ])
}
