import { readFileSync } from 'node:fs'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

/** Sheets and templates are written to be read; what ships needs no indentation. */
const compact = {
  name: 'compact',
  transform(code, id) {
    if (!id.includes('widget/dist/')) return null
    const short = /styles(\/|\.js$)/.test(id)
      ? code
          .replace(/\/\*[\s\S]*?\*\//g, '')
          .replace(/\s*\n\s*/g, '\n')
          .replace(/\n?([{};,>])\n/g, '$1')
          .replace(/ ?([{]) ?/g, '$1')
          .replace(/^(\s*[a-z-]+): /gm, '$1:')
      : code.replace(/>\n\s+</g, '><')
    return { code: short, map: null }
  },
}

const plugins = (defined = {}) => [
  resolve({ browser: true }),
  compact,
  {
    name: 'define',
    renderChunk: (code) => Object.entries(defined).reduce((text, [name, value]) => text.replaceAll(name, value), code),
  },
  terser({ ecma: 2022, mangle: { properties: false }, format: { comments: false } }),
]

// Rollup refuses an IIFE with chunks, so the classic loader and the panel's modules are two builds.
export default [
  {
    input: 'dist/loader/main.js',
    output: { file: 'dist/bundle/damso.js', format: 'iife', sourcemap: true },
    plugins: plugins({ __PANEL__: JSON.stringify(`v/${version}/panel.js`) }),
  },
  {
    input: { panel: 'dist/panel.js' },
    // Lazy chunks import what they share with the panel from it; else it would become a shell of one more request.
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: `dist/bundle/v/${version}`,
      format: 'es',
      chunkFileNames: '[name]-[hash].js',
      sourcemap: true,
    },
    plugins: plugins(),
  },
]
