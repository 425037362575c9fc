import type { ValidationRule } from 'graphql'

import { limitAliases, limitDirectives, limitRepeatedKeys } from './count.rules.ts'
import { limitDepth } from './depth.rule.ts'
import { finiteNumbers } from './finite-numbers.rule.ts'
import type { GatewayLimits } from './gateway-limits.ts'

/** The rules that every document passes besides those of the GraphQL specification, whichever way it came. */
export function createValidationRules(limits: GatewayLimits): readonly ValidationRule[] {
  return [
    limitDepth(limits.maxDepth),
    limitAliases(limits.maxAliases),
    limitRepeatedKeys(limits.maxRepeatedKeys),
    limitDirectives(limits.maxDirectives),
    finiteNumbers,
  ]
}
