import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onPath } from '../debian.mjs'
import { fetchOnce, isCached, readManifest } from './cache.mjs'
import { exchange } from './exchange.mjs'
import { runStep } from './run-step.mjs'
import { portsOf, startServer } from './server.mjs'

export const kafka = kafkaOf('4.1.0', { name: 'kafka', variable: 'DAMSO_TEST_KAFKA_URL', size: '43 MB' })

/** What many still run; it speaks versions of the protocol that Kafka 4 dropped. */
export const kafka39 = kafkaOf('3.9.1', { name: 'kafka39', variable: 'DAMSO_TEST_KAFKA_39_URL', size: '46 MB' })

/** @returns {import('./services.mjs').Service} */
function kafkaOf(release, { name, variable, size }) {
  const manifest = new URL(`./kafka-${release}.sha256`, import.meta.url)
  return {
    name,
    variable,

    async packages() {
      const maven = onPath('mvn') || (await isCached(await readManifest(manifest))) ? [] : ['maven']
      return [...maven, ...(onPath('java') ? [] : ['openjdk-17-jre-headless'])]
    },

    /** @param {readonly number[]} [advertised] more listeners, each told to clients as this port: a proxy's, which leads to it */
    async start(folder, advertised = []) {
      if (!onPath('java')) throw new Error('there is no Java. On Debian: sudo apt-get install openjdk-17-jre-headless')
      const download = await readManifest(manifest)
      await fetchOnce(download, (aside) => {
        console.error(`${name}: fetching Kafka ${release}, ${size} …`)
        return fetchJars(release, aside)
      })
      const classPath = download.files.map(([, file]) => join(download.folder, file)).join(':')
      const ports = await portsOf(folder, 2 + advertised.length)
      const properties = join(folder, 'server.properties')
      await writeFile(properties, broker(join(folder, 'data'), ports, advertised))
      if (!existsSync(join(folder, 'data', 'meta.properties'))) await format(classPath, properties)
      const [port, , ...listeners] = ports
      const { answer, ...server } = await startServer(
        'java',
        [
          ...['-Xmx512m', '-XX:+UseSerialGC', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'],
          ...['-cp', classPath, 'kafka.Kafka', properties],
        ],
        { folder, ask: () => askVersions(port) },
      )
      return { ...server, url: `kafka://127.0.0.1:${port}`, version: `Kafka ${release}`, listeners }
    },
  }
}

async function fetchJars(release, folder) {
  const pom = join(folder, 'pom.xml')
  await writeFile(
    pom,
    `<project><modelVersion>4.0.0</modelVersion><groupId>damso</groupId><artifactId>kafka</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${release}</version></dependency>
<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
</dependencies></project>
`,
  )
  const options = [`-DoutputDirectory=${folder}`, '-DincludeScope=runtime']
  const code = await runStep('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', ...options])
  if (code === 127) throw new Error('there is no Maven to fetch Kafka. On Debian: sudo apt-get install maven')
  if (code !== 0) throw new Error('Maven could not fetch Kafka; its message stands above')
}

/** One process that is broker and controller. Every topic of Kafka's own has one copy, as there is one broker. */
const broker = (data, [port, controllerPort, ...more], advertised) => `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
controller.listener.names=CONTROLLER
listeners=${[...listeners([port, ...more]), `CONTROLLER://127.0.0.1:${controllerPort}`]}
advertised.listeners=${listeners([port, ...advertised])}
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=${[...more.map((_, at) => `PLAINTEXT${at + 1}:PLAINTEXT`), 'PLAINTEXT:PLAINTEXT', 'CONTROLLER:PLAINTEXT']}
log.dirs=${data}
auto.create.topics.enable=false
offsets.topic.num.partitions=8
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
`

const listeners = (ports) => ports.map((port, at) => `PLAINTEXT${at || ''}://127.0.0.1:${port}`)

async function format(classPath, properties) {
  // Kafka writes a UUID as base64url; one that began with "-" would look like an option.
  const uuid = randomBytes(16)
  uuid[0] &= 0x7f
  const id = uuid.toString('base64url')
  const args = ['-XX:TieredStopAtLevel=1', '-cp', classPath, 'kafka.tools.StorageTool', 'format', '-t', id]
  if ((await runStep('java', [...args, '-c', properties])) !== 0)
    throw new Error('Kafka could not format its data folder; its message stands above')
}

/**
 * ApiVersions, which every client asks first; a broker that is starting does not answer.
 *
 *     request  int32 length, int16 key 18, int16 version 0, int32 correlation id, int16 −1 (no client id)
 *     answer   int32 length, int32 correlation id, int16 error code, …
 */
async function askVersions(port) {
  const answer = await exchange(
    port,
    Buffer.from('0000000a0012000000000001ffff', 'hex'),
    (bytes) => bytes.length >= 4 && 4 + bytes.readInt32BE(0),
  )
  if (answer.readInt16BE(8) !== 0) throw new Error(`the broker answered with error ${answer.readInt16BE(8)}`)
  return true
}
