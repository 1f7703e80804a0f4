import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holdFile } from './hold-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damso-hold-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Another process that holds the file until it is killed. */
async function holder(file: string) {
  const script = `
    import { holdFile } from ${JSON.stringify(new URL('./hold-file.js', import.meta.url).href)}
    await holdFile(${JSON.stringify(file)})
    process.stdout.write('held')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

test('a held file is given to nobody else, and is free as soon as its holder is killed', async () => {
  const file = join(folder, 'server.lock')
  const child = await holder(file)
  await expect(holdFile(file, 0)).rejects.toThrow(`${file} is held by another server: stop it`)
  const held = holdFile(file)
  child.kill('SIGKILL')
  const release = await held
  release()
  ;(await holdFile(file, 0))()
})
