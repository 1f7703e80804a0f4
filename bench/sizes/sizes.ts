/**
 * What a page loads to show a chat: ours against what others publish, both compressed file by file.
 * @module
 */
import { widgetSizes } from '@damso/tests/widget-sizes'
import { type Comparison, compare, type Line } from '../support/compare.ts'
import { bundleSizes } from './bundle.ts'
import { withPackages } from './install-packages.ts'
import { deepChat, type PublishedPeer, packages, stream, talkjs, vueAdvancedChat } from './published-peers.ts'

const KB = 1_024

export async function run(): Promise<Line[]> {
  const { loader, first, total } = widgetSizes()
  const opened = loader + total
  return withPackages(packages, async (folder) => {
    const weigh = (peer: PublishedPeer) => bundleSizes(folder, peer)
    const react = await weigh(stream)
    const against = async (peer: PublishedPeer, atMost: number) =>
      line('all that opening loads', opened, { atMost }, peer.name, (await weigh(peer)).total)
    return [
      line('loader, in every page', loader, { oursAtMost: 8 }),
      line('panel, first chunk', first, { oursAtMost: 40 }),
      line('all that opening loads, without the loader', total, { oursAtMost: 70 }),
      line('all that opening loads', opened, { atMost: 0.15 }, `${stream.name}, with React`, react.total),
      line('all that opening loads', opened, { atMost: 0.15 }, `${stream.name} alone`, react.total - react.apart),
      await against(deepChat, 0.6),
      await against(vueAdvancedChat, 0.5),
      line(
        'loader, in every page',
        loader,
        null,
        `${talkjs.name}, which loads the chat from elsewhere`,
        (await weigh(talkjs)).total,
      ),
    ]
  })
}

const line = (name: string, ours: number, budget: Comparison['budget'], peer?: string, theirs?: number): Line =>
  compare({
    ...{ bench: 'sizes', case: name, unit: 'KB gzip', budget },
    ...{ ours: ours / KB, peer: peer ?? null, theirs: theirs === undefined ? null : theirs / KB },
  })
