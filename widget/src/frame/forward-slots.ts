import type { DamsoPanel } from '../elements/panel/panel.ts'

const names = ['header', 'empty'] as const

/**
 * Content of the page's own, shown inside the panel. A slot that is passed on counts as content even while it is empty, so the panel is
 * told which of them the page has filled; in place of the others stands what is ours.
 */
export function forwardSlots(panel: DamsoPanel, signal: AbortSignal): void {
  const slots = names.map((name) => {
    const slot = document.createElement('slot')
    slot.name = slot.slot = name
    return slot
  })
  const tell = () => {
    panel.filled = slots.filter((slot) => slot.assignedNodes().length > 0).map(({ name }) => name)
  }
  for (const slot of slots) slot.addEventListener('slotchange', tell, { signal })
  panel.append(...slots)
  tell()
}
