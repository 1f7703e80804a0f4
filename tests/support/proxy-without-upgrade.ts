import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Proxy {
  url: string
  end(): void
}

/** As many proxies are by default: HTTP and nothing else. */
export async function proxyWithoutUpgrade(target: string): Promise<Proxy> {
  const proxy = createServer((incoming, answer) => {
    const { upgrade: _, connection: __, ...headers } = incoming.headers
    const onward = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    incoming.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    end() {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}
