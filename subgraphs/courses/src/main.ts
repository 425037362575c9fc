import { runSubgraph } from '@lyceum/service'

import { readEnvironment } from './environment.ts'
import { createCoursesSubgraph } from './subgraph.ts'

await runSubgraph({
  name: 'courses',
  readEnvironment: () => readEnvironment(process.env),
  create: createCoursesSubgraph,
})
