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
  /**
   * Stops sends on all nodes within two seconds.
   * @param logCut records that somebody saw are gone: their places may be given out again, so the fence holds for good
   */
  fence(epoch: number, why: string, logCut: boolean): Promise<void>
  /** Lets sends go on, where the log was not cut. */
  liftFence(epoch: number): Promise<void>
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
    async fence(epoch, why, logCut) {
      // A cut stays one, whatever else is found of the log.
      const fenced = why.slice(0, WHY_CHARACTERS)
      await Epoch.update({ fenced, ...(logCut && { logCut }) }, { where: { epoch } })
    },
    async liftFence(epoch) {
      await Epoch.update({ fenced: null }, { where: { epoch, logCut: false } })
    },
  }
}
