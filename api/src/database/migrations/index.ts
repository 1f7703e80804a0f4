import * as tables from './0001-tables.ts'
import * as outboxLease from './0002-outbox-lease.ts'
import * as cluster from './0003-cluster.ts'
import * as logCut from './0004-log-cut.ts'
import type { Migration } from './migration.ts'

/** In order, for good: a released migration is never changed, only followed. */
export const migrations: readonly Migration[] = [
  { name: '0001-tables', up: tables.up },
  { name: '0002-outbox-lease', up: outboxLease.up },
  { name: '0003-cluster', up: cluster.up },
  { name: '0004-log-cut', up: logCut.up },
]
