import type { DamsoApi } from './api.ts'

const SELECTOR = '[data-damso-room],[data-damso-member],[data-damso-open]'

/** The page's own buttons and links that open the chat, whenever they came: one listener for all of them. */
export function answerHostButtons(api: DamsoApi, signal: AbortSignal): void {
  document.addEventListener(
    'click',
    (event) => {
      // Whoever holds a key wants a link's own meaning, such as another tab.
      if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
        return
      const path = event.composedPath() as HTMLElement[]
      const asked = path.find((node) => node.matches?.(SELECTOR))
      if (!asked) return
      event.preventDefault()
      const { damsoRoom: key, damsoMember: member, damsoDraft: draft } = asked.dataset
      const room = key ? { key } : member ? { member } : undefined
      if (room) void api.openRoom(room, draft === undefined ? {} : { draft })
      else void api.open()
    },
    { signal },
  )
}
