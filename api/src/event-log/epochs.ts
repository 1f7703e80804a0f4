import type { Database } from '../database/database.ts'

export interface Epoch {
  epoch: number
  partitions: number
  /** Why nothing may be appended. */
  fenced: string | null
}

/** Which event log is in use (design §4): a row in SQL, so that all nodes agree. */
export interface Epochs {
  /** Undefined: there never was one. */
  current(): Promise<Epoch | undefined>
  /** Goes on with a new log. Two nodes that do it at once open the same one. */
  open(epoch: number, partitions: number): Promise<Epoch>
  /** Stops sends on all nodes within two seconds, or lets them go on. */
  fence(epoch: number, why: string | null): Promise<void>
}

const WHY_CHARACTERS = 255

export function createEpochs({ models }: Pick<Database, 'models'>): Epochs {
  const { Epoch } = models

  async function current(): Promise<Epoch | undefined> {
    const row = await Epoch.findOne({ order: [['epoch', 'DESC']], raw: true })
    return row ? { epoch: row.epoch, partitions: row.partitions, fenced: row.fenced } : undefined
  }

  return {
    current,
    async open(epoch, partitions) {
      await Epoch.bulkCreate([{ epoch, partitions, openedAt: Date.now() }], { ignoreDuplicates: true })
      return (await current()) as Epoch
    },
    async fence(epoch, why) {
      await Epoch.update({ fenced: why?.slice(0, WHY_CHARACTERS) ?? null }, { where: { epoch } })
    },
  }
}
