import { GraphQLError, Kind, OperationTypeNode, parse } from 'graphql'
import type { DocumentNode, FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql'

/**
 * The refusal of a subscription with `@include` or `@skip` around its root field: whether there is anything to subscribe to must
 * not depend on a variable (GraphQL specification, section 5.2.3.1). `null` for every other text, also for one that is no GraphQL.
 *
 * No validation rule, because graphql-js 16 throws on such a document (its `SingleFieldSubscriptionsRule` reads the condition
 * without variables) before a rule of ours can report it.
 */
export function refuseConditionalSubscription(query: string, maxTokens: number): GraphQLError | null {
  if (!query.includes('subscription') || !/@\s*(include|skip)\b/.test(query)) return null
  const document = parseOrNull(query, maxTokens)
  if (document === null) return null
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    if (definition.operation !== OperationTypeNode.SUBSCRIPTION) continue
    if (hasCondition(definition.selectionSet, { fragments, seen: new Set() })) return refusal()
  }
  return null
}

function refusal(): GraphQLError {
  return new GraphQLError('The root field of a subscription can have neither @include nor @skip', {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  })
}

function parseOrNull(query: string, maxTokens: number): DocumentNode | null {
  try {
    return parse(query, { maxTokens, noLocation: true })
  } catch {
    // The pipeline parses it again and says what is wrong.
    return null
  }
}

interface Search {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  /** Names of fragments already searched; they may form a cycle. */
  readonly seen: Set<string>
}

function hasCondition(selectionSet: SelectionSetNode, search: Search): boolean {
  return selectionSet.selections.some((selection) => {
    const names = selection.directives?.map(({ name }) => name.value) ?? []
    if (names.includes('include') || names.includes('skip')) return true
    const inner = innerRoot(selection, search)
    return inner !== undefined && hasCondition(inner, search)
  })
}

function innerRoot(selection: SelectionNode, { fragments, seen }: Search): SelectionSetNode | undefined {
  if (selection.kind === Kind.FIELD) return undefined
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet
  const name = selection.name.value
  if (seen.has(name)) return undefined
  seen.add(name)
  return fragments.get(name)?.selectionSet
}
