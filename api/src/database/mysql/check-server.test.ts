import { expect, test } from 'vitest'
import { faultOf } from './check-server.ts'

test.each([
  ['8.0.19', undefined],
  ['8.4.6', undefined],
  ['9.1.0-log', undefined],
  ['10.6.0-MariaDB', undefined],
  ['11.4.2-MariaDB-ubu2404', undefined],
  ['8.0.18', 'the server is MySQL 8.0.18, which is too old: set up MySQL 8.0.19 or newer'],
  ['5.7.44-log', 'MySQL 5.7.44, which is too old'],
  ['10.5.23-MariaDB', 'the server is MariaDB 10.5.23, which is too old: set up MariaDB 10.6.0 or newer'],
])('a server of version %s', (version, fault) => {
  expect(faultOf({ version, log_bin: 'ON', binlog_format: 'ROW' }) ?? 'none').toContain(fault ?? 'none')
})

test('a binary log of statements is refused, where there is one', () => {
  const server = { version: '8.4.6', binlog_format: 'STATEMENT' }
  expect(faultOf({ ...server, log_bin: 'ON' })).toContain('set it to ROW or MIXED')
  expect(faultOf({ ...server, log_bin: 'OFF' })).toBeUndefined()
  expect(faultOf({ version: '9.9.0', log_bin: 'ON' })).toBeUndefined()
})
