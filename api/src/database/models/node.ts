import type { Sequelize } from 'sequelize'
import * as columns from '../columns.ts'
import type { Row } from './row.ts'

/** A process of the cluster, alive by the database's clock. */
export interface NodeRow extends Row<NodeRow> {
  id: string
  aliveUntil: number
}

const nodeColumns = {
  id: columns.word.key,
  aliveUntil: columns.time.required,
}

export const defineNode = (sequelize: Sequelize) => sequelize.define<NodeRow>('nodes', nodeColumns)
