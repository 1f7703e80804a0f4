import type { KafkaAddress } from '../kafka/kafka-url.ts'
import type { TopicWish } from '../kafka/topics.ts'

/** Each epoch has a topic of its own (design §4). */
export const logTopicOf = ({ prefix }: Pick<KafkaAddress, 'prefix'>, epoch: number): string =>
  `${prefix}.rooms.e${epoch}`

/** Without these the log would forget, reorder or lose what was acknowledged (design §5). */
export const logTopic = (address: KafkaAddress, epoch: number, partitions: number): TopicWish => ({
  topic: logTopicOf(address, epoch),
  partitions,
  settings: {
    'cleanup.policy': 'delete',
    'retention.ms': '-1',
    'retention.bytes': '-1',
    'min.insync.replicas': String(Math.max(1, address.replication - 1)),
    'unclean.leader.election.enable': 'false',
    // kafkajs reads no other compression than gzip, and a broker may compress anew.
    'compression.type': 'producer',
    // A node whose clock is an hour ahead would be refused by the broker.
    'message.timestamp.type': 'LogAppendTime',
  },
})
