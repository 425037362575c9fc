import { runSubgraph } from '@lyceum/service'

import { readEnvironment } from './environment.ts'
import { createNotificationsSubgraph } from './subgraph.ts'

await runSubgraph({
  name: 'notifications',
  readEnvironment: () => readEnvironment(process.env),
  create: createNotificationsSubgraph,
})
