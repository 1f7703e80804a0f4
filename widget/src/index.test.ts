import { expect, test } from 'vitest'

test('importing the package does nothing on a server, and a popup asked for there says why it cannot be', async () => {
  const { createChat } = await import('./index.ts')
  await import('./react.ts')
  await import('./vue.ts')
  expect('window' in globalThis || 'customElements' in globalThis).toBe(false)
  expect(() => createChat({ site: 'shop' })).toThrow('in a browser')
})
