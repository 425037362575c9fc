import { runSubgraph } from '@lyceum/service'

import { readEnvironment } from './environment.ts'
import { createLecturesSubgraph } from './subgraph.ts'

await runSubgraph({
  name: 'lectures',
  readEnvironment: () => readEnvironment(process.env),
  create: (dependencies, { playbackGrantSecret }) =>
    createLecturesSubgraph({ ...dependencies, playbackGrantSecret }),
})
