import { openCounters, runSubgraph } from '@lyceum/service'

import { readEnvironment } from './environment.ts'
import { createUsersSubgraph } from './subgraph.ts'
import { grantAdministratorCommand } from './user/grant-administrator.command.ts'

await runSubgraph({
  name: 'users',
  readEnvironment: () => readEnvironment(process.env),
  create: (dependencies, { redisUrl, signingKeys, passwordPepper, passwordCost, refreshSecret }, resources) =>
    createUsersSubgraph({
      ...dependencies,
      signInRedis: openCounters(redisUrl, resources),
      signingKeys,
      passwordPepper,
      passwordCost,
      refreshSecret,
    }),
  commands: [grantAdministratorCommand],
})
