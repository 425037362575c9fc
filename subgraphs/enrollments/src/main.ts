import { runSubgraph } from '@lyceum/service'

import { readEnvironment } from './environment.ts'
import { createEnrollmentsSubgraph } from './subgraph.ts'

await runSubgraph({
  name: 'enrollments',
  readEnvironment: () => readEnvironment(process.env),
  create: createEnrollmentsSubgraph,
})
