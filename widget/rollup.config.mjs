import { readFileSync } from 'node:fs'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

/** Sheets are written to be read; what ships needs no indentation. */
const compactCss = {
  name: 'compact-css',
  transform: (code, id) =>
    id.endsWith('.js') && /styles(\/|\.js$)/.test(id) ? { code: code.replace(/\n\s+/g, '\n'), map: null } : null,
}

const plugins = (defined = {}) => [
  resolve({ browser: true }),
  compactCss,
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
    output: {
      dir: `dist/bundle/v/${version}`,
      format: 'es',
      chunkFileNames: '[name]-[hash].js',
      sourcemap: true,
    },
    plugins: plugins(),
  },
]
