import { createDatabase } from '../database/database.ts'
import type { Command } from './command.ts'

export const migrateCommand: Command = {
  summary: 'brings the tables up to this version',
  usage: `Usage: damso migrate [--json]

Brings the tables up to this version and prints which migrations ran. Safe to run again; \`damso start\` does it too.`,
  options: {},
  async run({ config, print }) {
    const database = createDatabase({
      url: config.databaseUrl,
      onFatal: (error) => {
        throw error
      },
    })
    try {
      const migrations = await database.migrate()
      print(
        migrations.length === 0
          ? 'The tables are up to date.'
          : migrations.map((name) => `migrated ${name}`).join('\n'),
      )
      return { migrations }
    } finally {
      await database.stop()
    }
  },
}
