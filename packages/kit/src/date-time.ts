import { GraphQLError, GraphQLScalarType } from 'graphql'
import type { ValueNode } from 'graphql'
import { GraphQLDateTime } from 'graphql-scalars'

/** The years that RFC 3339 can write and PostgreSQL can keep, in UTC. */
const earliest = Date.parse('0001-01-01T00:00:00Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z')

/** The scalar `DateTime`: RFC 3339, of the years 1 to 9999 in UTC, whatever zone it was written in. */
export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  parseValue: (value: unknown) => requireYear(GraphQLDateTime.parseValue(value)),
  parseLiteral: (node: ValueNode, variables) => requireYear(GraphQLDateTime.parseLiteral(node, variables)),
})

function requireYear(date: Date): Date {
  if (date.getTime() >= earliest && date.getTime() <= latest) return date
  throw new GraphQLError('DateTime cannot represent a year before 1 or after 9999')
}
