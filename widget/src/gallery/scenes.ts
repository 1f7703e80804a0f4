import { composerScenes } from './composer-scenes.ts'
import { listScenes } from './list-scenes.ts'
import { managementScenes } from './management-scenes.ts'
import { messageScenes } from './message-scenes.ts'
import { panelScenes } from './panel-scenes.ts'
import { roomScenes } from './room-scenes.ts'
import type { Scene } from './scene.ts'

/** Every state of the widget. */
export const scenes: readonly Scene[] = [
  ...panelScenes,
  ...listScenes,
  ...roomScenes,
  ...messageScenes,
  ...composerScenes,
  ...managementScenes,
]
