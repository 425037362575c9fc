import { runSubgraph } from '@lyceum/service'

import { readEnvironment } from './environment.ts'
import { createAssessmentsSubgraph } from './subgraph.ts'

await runSubgraph({
  name: 'assessments',
  readEnvironment: () => readEnvironment(process.env),
  create: (dependencies, { playbackGrantSecret }) =>
    createAssessmentsSubgraph({ ...dependencies, playbackGrantSecret }),
})
