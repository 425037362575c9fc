import { GraphQLError } from 'graphql'
import type { ExecutionResult, GraphQLFormattedError } from 'graphql'

import { formatError } from './format-error.ts'

/** An error that has its final shape already; what it stands for has been logged. */
export class FormattedError extends GraphQLError {
  constructor(private readonly formatted: GraphQLFormattedError) {
    super(formatted.message)
  }

  override toJSON(): GraphQLFormattedError {
    return this.formatted
  }
}

/** A result outside Apollo's pipeline (an event of a subscription) in the shape that the pipeline gives. */
export function presentResult(result: ExecutionResult, maxErrors: number): ExecutionResult {
  if (result.errors === undefined) return result
  const errors = result.errors.slice(0, maxErrors).map((error) => {
    const formatted = error instanceof GraphQLError ? error.toJSON() : error
    return new FormattedError(formatError(formatted, error))
  })
  return { ...result, errors }
}
