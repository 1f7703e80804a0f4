// custom-elements.json (https://github.com/webcomponents/custom-elements-manifest) of the one public element, from its doc
// block and its documented methods: what editors and documentation tools read.
import { readFileSync, writeFileSync } from 'node:fs'

const source = readFileSync('src/loader/damso-chat.ts', 'utf8')
const [, block] = source.match(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport class DamsoChat/) ?? []
if (block === undefined) throw new Error('DamsoChat has no doc block')

const lines = block.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trim())
const description = lines.filter((line) => line !== '' && !line.startsWith('@')).join(' ')

/** Lines such as `@attr {string} site - name of the site`. */
function tagged(tag) {
  return lines
    .filter((line) => line.startsWith(`@${tag} `))
    .map((line) => {
      const [, type, name, text] = line.match(/^@\w+ (?:\{([^}]+)\} )?(\S+)(?: - (.*))?$/) ?? []
      if (name === undefined) throw new Error(`not understood: ${line}`)
      return { name, ...(type && { type: { text: type } }), ...(text && { description: text }) }
    })
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
          cssProperties: tagged('cssprop'),
          cssParts: tagged('csspart'),
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
