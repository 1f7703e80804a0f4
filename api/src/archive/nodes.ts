import { col, literal, Op, where } from 'sequelize'
import type { Database } from '../database/database.ts'

/** The processes that share one database, by its clock. */
export interface Nodes {
  /** Says that this one is alive; returns the ids of all that are, in order. */
  beat(id: string): Promise<string[]>
  alive(): Promise<string[]>
  leave(id: string): Promise<void>
}

const ALIVE_MILLISECONDS = 6_000
/** A process has an id of its own, so the dead leave rows behind. */
const FORGOTTEN_MILLISECONDS = 24 * 60 * 60 * 1_000

export function createNodes({ models, clock }: Pick<Database, 'models' | 'clock'>): Nodes {
  const { Node } = models
  const aliveUntil = literal(`${clock} + ${ALIVE_MILLISECONDS}`)

  async function alive(): Promise<string[]> {
    const rows = await Node.findAll({ where: where(col('alive_until'), Op.gte, literal(clock)), raw: true })
    return rows.map((row) => row.id).sort()
  }

  return {
    alive,
    async beat(id) {
      const [known] = await Node.update({ aliveUntil }, { where: { id } })
      if (known === 0) {
        await Node.destroy({ where: where(col('alive_until'), Op.lt, literal(`${clock} - ${FORGOTTEN_MILLISECONDS}`)) })
        await Node.bulkCreate([{ id, aliveUntil: 0 }], { ignoreDuplicates: true })
        await Node.update({ aliveUntil }, { where: { id } })
      }
      return alive()
    },
    async leave(id) {
      await Node.destroy({ where: { id } })
    },
  }
}

/** How many partitions a node is to have: all nodes the same, the first ones one more where it does not come out even. */
export function shareOf(id: string, alive: readonly string[], partitions: number): number {
  const rank = alive.indexOf(id)
  if (rank < 0) return 0
  return Math.floor(partitions / alive.length) + (rank < partitions % alive.length ? 1 : 0)
}
