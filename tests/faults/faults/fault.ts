import type { Random } from '../../support/random.ts'
import type { Mode } from '../../support/stores.ts'
import type { World } from '../actors/world.ts'
import type { Ground } from '../ground.ts'

/** Where a fault strikes; `random` is its own, so that a seed gives the same faults whatever the actors draw. */
export interface Scene {
  ground: Ground
  world: World
  random: Random
}

/** What is broken, in words, and how it is mended: resolves when it is, but for a node's start, which is part of recovery. */
export interface Broken {
  what: string
  heal(): Promise<void> | void
}

export interface Fault {
  /** @default both */
  mode?: Mode
  /** How long it is left broken, in milliseconds. @default at most one second */
  lasts?: { least: number; most: number }
  /** Resolves when it is broken. */
  begin(scene: Scene): Promise<Broken>
}
