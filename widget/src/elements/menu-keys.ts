/**
 * Arrow keys, Home and End go from item to item of an open menu, and from row to row where it has several columns.
 * @returns false: the key is none of these
 */
export function moveInMenu(event: KeyboardEvent, menu: Element | null): boolean {
  const items = [...(menu?.querySelectorAll<HTMLElement>('button') ?? [])]
  const columns = items.filter(({ offsetTop }) => offsetTop === items[0]?.offsetTop).length
  const forth = menu?.matches(':dir(rtl)') ? -1 : 1
  const step = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: forth, ArrowLeft: -forth }[event.key]
  const at = items.findIndex((item) => item.matches(':focus'))
  const to =
    event.key === 'Home' ? 0 : event.key === 'End' ? -1 : step === undefined ? undefined : (at + step) % items.length
  if (to === undefined || items.length === 0) return false
  event.preventDefault()
  event.stopPropagation()
  items.at(to)?.focus()
  return true
}
