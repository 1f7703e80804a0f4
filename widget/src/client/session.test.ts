import { expect, test } from 'vitest'
import { Session } from './session.ts'

const token = (claims: object) => `e30.${btoa(JSON.stringify(claims))}.x`
const now = () => Math.floor(Date.now() / 1_000)

test('calls made together share one answer, and a token is kept while it lives', async () => {
  let asked = 0
  const session = new Session(async () => {
    asked++
    return token({ sub: 'ann', iat: now(), exp: now() + 3_600 })
  })
  await Promise.all([session.token(), session.token()])
  await session.token()
  expect(asked).toBe(1)
  expect(session.state.value).toEqual({ status: 'signed-in', member: 'ann' })
})

test('a browser whose clock is hours off keeps its token all the same', async () => {
  let asked = 0
  const session = new Session(async () => {
    asked++
    return token({ sub: 'ann', iat: now() - 36_000, exp: now() - 36_000 + 3_600 })
  })
  await session.token()
  await session.token()
  expect(asked).toBe(1)
})

test('by a clock that is ahead a token without iat looks over, and is kept for a while all the same', async () => {
  let asked = 0
  const session = new Session(async () => {
    asked++
    return token({ sub: 'ann', exp: now() - 36_000 + 600 })
  })
  await session.token()
  await session.token()
  expect(asked).toBe(1)
})

test('null is signed out, and another sub is another member', async () => {
  const answers = [token({ sub: 'ann' }), token({ sub: 'ben' }), null]
  const session = new Session(() => answers.shift() ?? null)
  const states: unknown[] = []
  session.state.subscribe((state) => states.push(state))
  await session.renew()
  await session.renew()
  await session.renew()
  expect(states).toEqual([
    { status: 'signed-in', member: 'ann' },
    { status: 'signed-in', member: 'ben' },
    { status: 'signed-out' },
  ])
  expect(await session.token()).toBeNull()
})

test('a source that fails, or gives what is no token, says TOKEN_SOURCE', async () => {
  for (const provider of [() => Promise.reject(new Error('down')), async () => 'no token', async () => token({})])
    await expect(new Session(provider).token()).rejects.toMatchObject({ code: 'TOKEN_SOURCE' })
})

test('an answer that comes after signing out is dropped', async () => {
  let answer = (_: string) => {}
  const session = new Session(() => new Promise<string>((resolve) => (answer = resolve)))
  const asked = session.renew()
  session.signOut()
  answer(token({ sub: 'ann' }))
  expect(await asked).toBeNull()
  expect(session.state.value).toEqual({ status: 'signed-out' })
})
