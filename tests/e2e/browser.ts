import { type Browser, chromium } from 'playwright'

/** Nothing of Chromium's own may use the network, and the machine may have no GPU and no user but root. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args })

/** Nothing here takes long; the machine may. */
export const PATIENCE = 60_000
