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
          .replace(/([\s{;`])(--)?([a-z_-]+): /g, '$1$2$3:')
          .replace(/;}/g, '}')
      : code
          .replace(/>\n\s+</g, '><')
          .replace(/\n\s+(?=[.@?]?[\w-]+=\$\{)/g, ' ')
          .replace(/\n\s+>/g, '>')
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
  terser({ ecma: 2022, compress: { passes: 3 }, mangle: { properties: false }, format: { comments: false } }),
]

/** TypeScript's guard for dynamic imports of its own files; the loader's is an address of a built one. */
const plainImports = {
  name: 'plain-imports',
  transform: (code, id) =>
    id.endsWith('loader/main.js')
      ? {
          code: code.replace(/import \{ (__rewrite\w+) \} from ["']tslib["'];?/, 'const $1 = (address) => address'),
          map: null,
        }
      : null,
}

// Rollup refuses an IIFE with chunks, so the classic loader and the panel's modules are two builds; the page /check is a third,
// and what is said of faults a fourth, which comes where the panel does not.
export default [
  {
    input: 'dist/loader/main.js',
    output: { file: 'dist/bundle/damso.js', format: 'iife', sourcemap: true },
    plugins: [plainImports, ...plugins({ __RELEASE__: JSON.stringify(`v/${version}`) })],
  },
  {
    input: 'dist/check/check.js',
    output: { file: 'dist/bundle/check.js', format: 'es', sourcemap: true },
    plugins: plugins(),
  },
  {
    input: 'dist/fault-card/fault-card.js',
    output: { file: `dist/bundle/v/${version}/fault-card.js`, format: 'es', sourcemap: true },
    plugins: plugins(),
  },
  {
    input: { panel: 'dist/panel.js', frame: 'dist/frame/frame.js' },
    // What chunks share stands in these two, which come side by side, rather than in a chunk of its own: no request more to open.
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: `dist/bundle/v/${version}`,
      manualChunks: (id) =>
        /model\/limits\.js$|client\/room-members\.js$|frame\/frame\.js$/.test(id) ? 'frame' : null,
      format: 'es',
      chunkFileNames: '[name]-[hash].js',
      sourcemap: true,
    },
    plugins: plugins(),
  },
]
