import { Kind } from 'graphql'
import type { SelectionSetNode, ValidationRule } from 'graphql'

import { tooComplex } from './too-complex.ts'

/** Refuses documents with more than `maxAliases` aliases, whatever they rename: the cheap way to ask one thing many times. */
export function limitAliases(maxAliases: number): ValidationRule {
  return (context) => {
    let count = 0
    return {
      Field(field) {
        if (field.alias === undefined) return
        count += 1
        if (count === maxAliases + 1)
          context.reportError(tooComplex('The document has too many aliases', field))
      },
    }
  }
}

/** Refuses documents with more than `maxDirectives` directives. */
export function limitDirectives(maxDirectives: number): ValidationRule {
  return (context) => {
    let count = 0
    return {
      Directive(directive) {
        count += 1
        if (count === maxDirectives + 1) {
          context.reportError(tooComplex('The document has too many directives', directive))
        }
      },
    }
  }
}

/**
 * Refuses a selection set that asks for one response key more than `maxRepeatedKeys` times. Inline fragments belong to the set
 * they stand in, per type condition; spreads of one fragment count like one key.
 */
export function limitRepeatedKeys(maxRepeatedKeys: number): ValidationRule {
  return (context) => {
    function check(selectionSet: SelectionSetNode): void {
      const counts = new Map<string, number>()
      for (const key of responseKeys(selectionSet, '')) {
        const count = (counts.get(key) ?? 0) + 1
        counts.set(key, count)
        if (count <= maxRepeatedKeys) continue
        context.reportError(tooComplex('The operation asks for the same field too often', selectionSet))
        return
      }
    }
    return {
      OperationDefinition: (operation) => check(operation.selectionSet),
      FragmentDefinition: (fragment) => check(fragment.selectionSet),
      Field: (field) => (field.selectionSet === undefined ? undefined : check(field.selectionSet)),
    }
  }
}

function* responseKeys(selectionSet: SelectionSetNode, condition: string): Generator<string> {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      yield `${condition}:${(selection.alias ?? selection.name).value}`
    } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
      yield `${condition}...${selection.name.value}`
    } else {
      yield* responseKeys(selection.selectionSet, selection.typeCondition?.name.value ?? condition)
    }
  }
}
