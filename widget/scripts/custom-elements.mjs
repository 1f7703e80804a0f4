// custom-elements.json (https://github.com/webcomponents/custom-elements-manifest) of the one public element, from its doc
// block, its documented methods, and the parts of the elements in it: what editors and documentation tools read.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const source = readFileSync('src/loader/damso-chat.ts', 'utf8')
const [, block] = source.match(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport class DamsoChat/) ?? []
if (block === undefined) throw new Error('DamsoChat has no doc block')

const linesOf = (text) => text.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trim())
const lines = linesOf(block)
const description = lines.filter((line) => line !== '' && !line.startsWith('@')).join(' ')

/** Lines such as `@attr {string} site - name of the site`. */
function tagged(tag, from = lines) {
  return from
    .filter((line) => line.startsWith(`@${tag} `))
    .map((line) => {
      const [, type, name, text] = line.match(/^@\w+ (?:\{([^}]+)\} )?(\S+)(?: - (.*))?$/) ?? []
      if (name === undefined) throw new Error(`not understood: ${line}`)
      return { name, ...(type && { type: { text: type } }), ...(text && { description: text }) }
    })
}

/** A part that stands in several elements is the same to a page, and is said in the same words. */
function parts() {
  const files = readdirSync('src/elements', { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .sort()
  const inside = files.flatMap((name) => tagged('csspart', linesOf(readFileSync(`src/elements/${name}`, 'utf8'))))
  const found = new Map()
  for (const part of [...tagged('csspart'), ...inside]) {
    const before = found.get(part.name) ?? part
    if (before.description !== part.description) throw new Error(`two descriptions of the part ${part.name}`)
    found.set(part.name, part)
  }
  return [...found.values()]
}

const methods = [
  ...source.matchAll(/\n {2}\/\*\*((?:(?!\*\/)[\s\S])*?)\*\/\n {2}(?:async )?([a-z]\w*)\(([^\n]*?)\): ([^\n{]+) \{\n/g),
].map(([, doc, name, , type]) => ({
  kind: 'method',
  name,
  description: doc.replace(/\s*\n\s*\* ?/g, ' ').trim(),
  return: { type: { text: type } },
}))

const manifest = {
  schemaVersion: '1.0.0',
  modules: [
    {
      kind: 'javascript-module',
      path: 'dist/index.js',
      declarations: [
        {
          kind: 'class',
          customElement: true,
          tagName: 'damso-chat',
          name: 'DamsoChat',
          description,
          superclass: { name: 'HTMLElement' },
          attributes: tagged('attr'),
          members: [...tagged('prop').map((field) => ({ kind: 'field', ...field })), ...methods],
          events: tagged('fires').map((event) => ({ type: { text: 'CustomEvent' }, ...event })),
          slots: tagged('slot'),
          cssProperties: tagged('cssprop'),
          cssParts: parts(),
        },
      ],
      exports: [
        {
          kind: 'custom-element-definition',
          name: 'damso-chat',
          declaration: { name: 'DamsoChat', module: 'dist/index.js' },
        },
      ],
    },
  ],
}

writeFileSync('dist/custom-elements.json', `${JSON.stringify(manifest, null, 2)}\n`)
