import { runSubgraph } from '@lyceum/service'

import { readEnvironment } from './environment.ts'
import { createUsersSubgraph } from './subgraph.ts'

await runSubgraph({
  name: 'users',
  readEnvironment: () => readEnvironment(process.env),
  create: (dependencies, { signingKeys, passwordPepper, passwordCost, refreshSecret }) =>
    createUsersSubgraph({ ...dependencies, signingKeys, passwordPepper, passwordCost, refreshSecret }),
})
