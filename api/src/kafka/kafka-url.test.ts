import { expect, test } from 'vitest'
import { parseKafkaUrl } from './kafka-url.ts'

test('brokers, prefix, and what a topic is made with', () => {
  expect(parseKafkaUrl('kafka://127.0.0.1:9092/damso')).toEqual({
    ...{ brokers: ['127.0.0.1:9092'], prefix: 'damso', ssl: false, partitions: 12, replication: 3 },
  })
  expect(
    parseKafkaUrl('kafka://us%40er:p%3Ass@a.example:9092,[::1]:9093/x.y?partitions=64&replication=1&ssl=true'),
  ).toEqual({
    ...{ brokers: ['a.example:9092', '[::1]:9093'], prefix: 'x.y', ssl: true, partitions: 64, replication: 1 },
    sasl: { mechanism: 'plain', username: 'us@er', password: 'p:ss' },
  })
})

test.each([
  ['kafka://127.0.0.1:9092', 'must be kafka://'],
  ['kafka://127.0.0.1/damso', 'names the broker "127.0.0.1"'],
  ['kafka://a:1,b/damso', 'names the broker "b"'],
  ['kafka://a:1/da mso', 'must be kafka://'],
  ['kafka://a:1/damso?partition=3', 'has the option "partition"'],
  ['kafka://a:1/damso?partitions=0', 'has partitions=0: it must be 1 to 1000'],
  ['kafka://u:p@a:1/damso?sasl=md5', 'has sasl=md5: it must be plain'],
])('%s is refused: %s', (url, why) => {
  expect(() => parseKafkaUrl(url)).toThrow(why)
})
