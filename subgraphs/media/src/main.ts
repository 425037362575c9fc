import { openStorage, runSubgraph } from '@lyceum/service'

import { readEnvironment } from './environment.ts'
import { createMediaSubgraph } from './subgraph.ts'

await runSubgraph({
  name: 'media',
  readEnvironment: () => readEnvironment(process.env),
  async create(dependencies, { playbackGrantSecret, publicUrl, storage }) {
    const links = { publicUrl: () => publicUrl }
    const opened = await openStorage(storage, links)
    return createMediaSubgraph({ ...dependencies, ...opened, ...links, playbackGrantSecret })
  },
})
