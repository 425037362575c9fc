import { GraphQLError } from 'graphql'
import type { ASTNode } from 'graphql'

/** The refusal of an operation that asks for too much. `reason` is for people and names no limit. */
export function tooComplex(reason: string, node?: ASTNode): GraphQLError {
  return new GraphQLError(`${reason}; split the operation`, {
    ...(node !== undefined && { nodes: node }),
    extensions: { code: 'QUERY_TOO_COMPLEX', http: { status: 400 } },
  })
}
