import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Options, Sequelize, Transaction } from 'sequelize'
import type { Opened } from '../opened.ts'
import { connectSqlite, type SqliteConnection, type SqliteError } from './connection.ts'
import { createDialect } from './dialect.ts'

export interface SqliteFileOptions {
  file: string
  onFatal: (error: SqliteError) => void
}

/** A writer, and a reader that does not wait behind its commits. */
export interface SqliteFile {
  reader: SqliteConnection
  writer: SqliteConnection
  close(): Promise<void>
}

export function openFile({ file, onFatal }: SqliteFileOptions): SqliteFile {
  mkdirSync(dirname(file), { recursive: true })
  const writer = connectSqlite({ file, onFatal })
  const reader = connectSqlite({ file, onFatal, readOnly: true })
  return {
    reader,
    writer,
    async close() {
      await reader.close()
      await writer.close()
    },
  }
}

interface SequelizeOptions extends SqliteFileOptions {
  onStatement?: (sql: string) => void
}

/** Sequelize over the two threads of one file. */
export function openSqlite(options: SequelizeOptions): Opened {
  const file = openFile(options)
  const settings: Options & { foreignKeys: boolean } = {
    dialect: 'sqlite',
    dialectModule: createDialect(file),
    storage: options.file,
    transactionType: Transaction.TYPES.IMMEDIATE,
    logging: options.onStatement ?? false,
    define: { timestamps: false, underscored: true, freezeTableName: true },
    // The threads set it themselves.
    foreignKeys: false,
    // Nothing here is worth trying again: the writer takes turns and waits for other processes itself.
    retry: { max: 1 },
  }
  const sequelize = new Sequelize(settings)
  return {
    dialect: 'sqlite',
    sequelize,
    clock: "CAST(ROUND(unixepoch('subsec') * 1000) AS INTEGER)",
    rows(sql, parameters) {
      options.onStatement?.(sql)
      return file.reader.rows(sql, parameters)
    },
    write: (fn) => sequelize.transaction(fn),
    migrate: (run) => run(sequelize),
    async close() {
      await sequelize.close()
      await file.close()
    },
  }
}
