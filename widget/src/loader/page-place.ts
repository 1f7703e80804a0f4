/**
 * Where a popup that belongs to the page stands: beside the body. Whatever a page does to its body or counts in it, such as
 * `filter`, `display: flex` or `:last-child`, then neither meets the popup nor is met by it.
 */
export const standInPage = (chat: Element): void => document.documentElement.append(chat)

/** Around an open modal dialog everything is inert: a popup that is to be used goes inside. */
export function enterDialog(chat: Element): void {
  const dialog = [...document.querySelectorAll('dialog:modal')].at(-1)
  if (dialog && !dialog.contains(chat)) dialog.append(chat)
}
