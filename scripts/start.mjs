// `npm start`: installs, builds, then runs the demo site, which starts the server and fills it on its first run.
import { checkPorts, portFrom } from './ports.mjs'
import { prepare } from './prepare.mjs'
import { stopWithNpm } from './stop-with-npm.mjs'

stopWithNpm()

try {
  const port = portFrom('PORT', 4000)
  const demoPort = portFrom('DEMO_PORT', 4001)
  if (port === demoPort)
    throw new Error(`PORT and DEMO_PORT are both ${port}; the demo site needs an origin of its own.`)
  const stompTcp = process.env.STOMP_TCP && { STOMP_TCP: portFrom('STOMP_TCP') }
  await checkPorts({ PORT: port, DEMO_PORT: demoPort, ...stompTcp })
  if (await prepare('@damso/demo')) {
    const { startDemo } = await import('../demo/dist/backend/main.js')
    await startDemo({ port, demoPort })
  } else {
    process.exitCode = 1
  }
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
