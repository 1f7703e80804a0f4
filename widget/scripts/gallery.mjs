// Pictures of every state, light and dark: node scripts/gallery.mjs [folder]. Needs a build and Chromium.
import { mkdirSync } from 'node:fs'
import resolve from '@rollup/plugin-node-resolve'
import { chromium } from 'playwright'
import { rollup } from 'rollup'

const [folder = 'dist/gallery/pictures'] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })

const bundle = await rollup({ input: 'dist/gallery/gallery.js', plugins: [resolve({ browser: true })] })
const { output } = await bundle.generate({ format: 'es', inlineDynamicImports: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})

async function picture(name, viewport, attributes, fullPage = false) {
  const page = await browser.newPage({ viewport, deviceScaleFactor: 2, timezoneId: 'Asia/Seoul' })
  await page.setContent(`<!doctype html><style>body{margin:0}</style><damso-gallery ${attributes}></damso-gallery>`)
  await page.addScriptTag({ type: 'module', content: output[0].code })
  await page.waitForSelector('damso-gallery >> .frame')
  // The strip of a lost connection shows after 3 s.
  await page.waitForTimeout(3_500)
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage })
  await page.close()
}

const wide = { width: 1656, height: 900 }
await picture('states-light-ko', wide, 'theme="light" lang="ko"', true)
await picture('states-dark-ko', wide, 'theme="dark" lang="ko"', true)
await picture('room-light-ko', { width: 432, height: 688 }, 'theme="light" lang="ko" scene="order"')
await picture('room-dark-ko', { width: 432, height: 688 }, 'theme="dark" lang="ko" scene="order"')
await picture('list-light-ko', { width: 432, height: 688 }, 'theme="light" lang="ko" scene="list"')
await picture('phone-light-ko', { width: 390, height: 844 }, 'theme="light" lang="ko" scene="hike" bare')
await picture('room-light-en', { width: 432, height: 688 }, 'theme="light" lang="en" scene="english"')
await picture('long-light-ko', { width: 432, height: 688 }, 'theme="light" lang="ko" scene="long"')
await browser.close()
