/** This near to the newest message a reader follows it. */
const NEAR = 48

/**
 * Keeps what a reader looks at in its place while rows come and go above and below it. `overflow-anchor` does not exist in
 * every browser, so it is off and this is the only hand on the scroller.
 */
export class ScrollKeeper {
  #scroller: HTMLElement | undefined
  #resized: ResizeObserver | undefined
  #anchor: { element: Element; top: number } | undefined
  #top = 0
  following = true

  attach(scroller: HTMLElement, content: HTMLElement): void {
    if (scroller === this.#scroller) return
    this.#scroller = scroller
    this.#resized = new ResizeObserver(() => this.following && this.toNewest())
    // Taken out of the page and put elsewhere it has lost its place.
    if (!this.following) scroller.scrollTop = this.#top
    this.#resized.observe(scroller)
    this.#resized.observe(content)
  }

  detach(): void {
    this.#resized?.disconnect()
    this.#scroller = undefined
  }

  /** Pixels to either end. */
  get distance(): { older: number; newer: number } {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = this.#scroller ?? {}
    return { older: scrollTop, newer: scrollHeight - clientHeight - scrollTop }
  }

  /** Before rows change: remember the first row in sight. */
  remember(rows: Iterable<Element>): void {
    this.#anchor = undefined
    const top = this.#scroller?.getBoundingClientRect().top ?? 0
    for (const element of rows) {
      const box = element.getBoundingClientRect()
      if (box.bottom <= top) continue
      this.#anchor = { element, top: box.top }
      return
    }
  }

  /** Before a row changes its height: its top stays, also for who follows the newest. */
  hold(element: Element): void {
    this.following = false
    this.#anchor = { element, top: element.getBoundingClientRect().top }
  }

  /** After rows changed: put that row where it was, or stay with the newest. */
  restore(): void {
    if (this.following) this.toNewest()
    else if (this.#scroller && this.#anchor?.element.isConnected)
      this.#scroller.scrollTop += this.#anchor.element.getBoundingClientRect().top - this.#anchor.top
    this.#anchor = undefined
  }

  /** Only a hand leaves the newest message: rows that grow move nothing, rows that go move the reader to the end. */
  scrolled(): void {
    const { older, newer } = this.distance
    if (newer <= NEAR) this.following = true
    else if (older < this.#top) this.following = false
    this.#top = older
  }

  toNewest(): void {
    if (this.#scroller) this.#scroller.scrollTop = this.#scroller.scrollHeight
    this.#top = this.distance.older
    this.following = true
  }

  /** @param gap pixels above the row */
  toRow(row: Element, gap: number): void {
    if (!this.#scroller) return
    this.#scroller.scrollTop += row.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top - gap
    this.following = this.distance.newer <= NEAR
    this.#top = this.distance.older
  }
}
