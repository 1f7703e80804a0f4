/** What we use of kafkajs 2.2.4 below its public API, for which it publishes no types (docs/adr/0007). */
declare module 'kafkajs/src/cluster/index.js' {
  import type { Logger } from 'kafkajs'

  export interface FetchedMessage {
    offset: string
    key: Buffer | null
    value: Buffer | null
    isControlRecord?: boolean
  }

  export interface FetchedPartition {
    partition: number
    /** Offset after the newest record that every in-sync replica has. */
    highWatermark: string
    messages: FetchedMessage[]
  }

  export interface Broker {
    /** @throws {KafkaJSProtocolError} with `type`, as soon as one of the partitions cannot be read */
    fetch(request: {
      maxWaitTime: number
      minBytes: number
      maxBytes: number
      isolationLevel: number
      topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[]
    }): Promise<{ responses: { topicName: string; partitions: FetchedPartition[] }[] }>
  }

  export default class Cluster {
    constructor(options: { logger: Logger } & Record<string, unknown>)
    connect(): Promise<void>
    disconnect(): Promise<void>
    addTargetTopic(topic: string): Promise<void>
    refreshMetadata(): Promise<void>
    findTopicPartitionMetadata(topic: string): { partitionId: number; leader: number }[]
    findLeaderForPartitions(topic: string, partitions: readonly number[]): Record<string, number[]>
    findBroker(node: { nodeId: string }): Promise<Broker>
    fetchTopicsOffset(
      topics: { topic: string; partitions: { partition: number }[]; fromBeginning: boolean }[],
    ): Promise<{ topic: string; partitions: { partition: number; offset: string }[] }[]>
  }
}

declare module 'kafkajs/src/network/connection.js' {
  export default class Connection {
    connect(): Promise<boolean>
    disconnect(): Promise<boolean>
  }
}

declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    pending: unknown[]
    throttledUntil: number
    scheduleCheckPendingRequests(): void
  }
}

declare module 'kafkajs/src/network/socketFactory.js' {
  import type { ISocketFactory } from 'kafkajs'
  export default function socketFactory(): ISocketFactory
}
