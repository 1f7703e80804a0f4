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

/** @param options.backForwardCache pages that are left may come back out of it; Playwright switches it off */
export const launchBrowser = ({ backForwardCache = false } = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args,
    ignoreDefaultArgs: backForwardCache ? ['--disable-back-forward-cache'] : [],
  })

/** Nothing here takes long; the machine may. */
export const PATIENCE = 60_000
