import axe from 'axe-core'
import { afterEach, expect, test } from 'vitest'
import { DamsoGallery } from './gallery.ts'
import { scenes } from './scenes.ts'

afterEach(() => document.body.replaceChildren())

async function show(scene: string, theme: string, lang: string): Promise<DamsoGallery> {
  document.documentElement.lang = lang
  const gallery = new DamsoGallery()
  Object.assign(gallery, { scene, theme, lang })
  document.body.append(gallery)
  await settled(gallery)
  return gallery
}

/** Every element inside, once it has rendered. */
async function settled(element: Element): Promise<void> {
  if ('updateComplete' in element) await element.updateComplete
  for (const inner of (element.shadowRoot ?? element).querySelectorAll('*')) {
    if (inner.shadowRoot) await settled(inner)
  }
}

for (const theme of ['light', 'dark']) {
  test.each(scenes.map(({ name }) => name))(`${theme}: %s has nothing for axe to say`, async (scene) => {
    const gallery = await show(scene, theme, scene === 'english' ? 'en' : 'ko')
    const { violations } = await axe.run(gallery, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // A scene is a part of a page, not one.
      rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
    })
    const said = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
    )
    expect(said).toEqual([])
  })
}
