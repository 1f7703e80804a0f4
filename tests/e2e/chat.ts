import type { FrameLocator, Locator, Page } from 'playwright'
import { expect } from 'vitest'
import { PATIENCE } from './browser.ts'

/** What a member sees and does, found by role and name as they would; Playwright looks through open shadow roots. */
export class Chat {
  readonly page: Page
  readonly #root: Page | FrameLocator

  /** @param root the frame in which the widget stands, where it is not the page itself */
  constructor(page: Page, root: Page | FrameLocator = page) {
    this.page = page
    this.#root = root
  }

  get launcher(): Locator {
    return this.#root.getByRole('button', { name: /^(Open chat|Close chat|대화 열기|대화 닫기)/ })
  }

  get badge(): Locator {
    return this.#root.locator('damso-chat [part=badge]')
  }

  get panel(): Locator {
    return this.#root.locator('damso-panel')
  }

  get list(): Locator {
    return this.#root.getByRole('navigation', { name: /^(Chats|대화)$/ })
  }

  row(title: string): Locator {
    return this.list.locator(`button:has(:text-is("${title}"))`)
  }

  get header(): Locator {
    return this.#root.locator('damso-room [part=header]')
  }

  get log(): Locator {
    return this.#root.getByRole('log')
  }

  get messages(): Locator {
    return this.log.getByRole('article')
  }

  message(text: string): Locator {
    return this.messages.filter({ hasText: text })
  }

  /** The field, whether a new message is written in it or an old one edited. */
  get field(): Locator {
    return this.#root.locator('damso-composer').getByRole('textbox')
  }

  button(name: string | RegExp): Locator {
    return this.panel.getByRole('button', { name })
  }

  menuItem(name: string): Locator {
    return this.panel.getByRole('menuitem', { name })
  }

  /** @returns false: it stood open already, as a navigation brings it back */
  async open(): Promise<boolean> {
    if ((await this.launcher.getAttribute('aria-expanded')) === 'false') await this.launcher.click({ trial: true })
    // In one step: between a look and a click it may come back by itself, and the click would close it.
    const closed = await this.launcher.evaluate((launcher: HTMLElement) => {
      const closed = launcher.ariaExpanded === 'false'
      if (closed) launcher.click()
      return closed
    })
    await this.panel.waitFor()
    return closed
  }

  /** Opens the panel and a room of the list in it; after a navigation it may stand there already. */
  async enter(title: string): Promise<void> {
    if (await this.open()) await this.row(title).click()
    await this.arrive(title)
  }

  /** Waits until a room stands open with its messages, such as an only one does by itself. */
  async arrive(title: string): Promise<void> {
    await this.header.getByRole('heading', { name: title }).waitFor()
    await this.field.or(this.panel.locator('.foot')).waitFor()
    await this.panel
      .locator('damso-timeline [aria-busy=false], damso-room .empty')
      .first()
      .waitFor({ state: 'attached' })
  }

  async write(text: string): Promise<void> {
    await this.field.fill(text)
  }

  async say(text: string): Promise<void> {
    await this.write(text)
    await this.field.press('Enter')
  }

  /** What stands in the log, from top to bottom. */
  async texts(): Promise<string[]> {
    const texts = await this.log.locator('damso-message .text').allTextContents()
    return texts.map((text) => text.trim())
  }

  /** Waits until exactly these stand in the log, in this order. */
  async shows(texts: readonly string[]): Promise<void> {
    await expect.poll(() => this.texts(), { timeout: PATIENCE }).toEqual(texts)
  }

  /** Waits until nothing is unsent or under way. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('damso:unsent:')))
  }

  /** Waits until nothing fades in or moves any more, in any shadow root. */
  async still(): Promise<void> {
    await this.page.evaluate(async () => {
      const rootsOf = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
        root,
        ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? rootsOf(shadowRoot) : [])),
      ]
      const running = rootsOf(document).flatMap((root) => root.getAnimations())
      await Promise.allSettled(running.map(({ finished }) => finished))
    })
  }

  /** Opens a message's menu and chooses from it. */
  async choose(text: string, item: string): Promise<void> {
    const message = this.message(text)
    await message.hover()
    await message.getByRole('button', { name: /^(More|더 보기)$/ }).click()
    await message.getByRole('menuitem', { name: item }).click()
  }

  async react(text: string, emoji: string): Promise<void> {
    const message = this.message(text)
    await message.hover()
    await message.getByRole('button', { name: /^(React|반응 남기기)$/ }).click()
    await message.getByRole('menuitem', { name: emoji }).click()
  }
}
