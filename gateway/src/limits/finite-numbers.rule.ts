import { GraphQLError } from 'graphql'
import type { ValidationRule } from 'graphql'

/**
 * Refuses a number in a document that no double can hold, such as `1e999`: graphql-js reads it as infinity, which is no value of
 * any field, and the planner fails on it. In variables graphql-js refuses it itself.
 */
export const finiteNumbers: ValidationRule = (context) => ({
  FloatValue(node) {
    if (Number.isFinite(Number(node.value))) return
    context.reportError(new GraphQLError('A number is too large', { nodes: node }))
  },
})
