import { GraphQLError, Kind, execute, getOperationAST, parse, subscribe, validate, visit } from 'graphql'
import type { DocumentNode, ExecutionArgs, ExecutionResult, OperationTypeNode } from 'graphql'
import type { Logger } from 'pino'

import { requestIdHeader } from './context.ts'
import { BadInputError } from './errors.ts'
import { createOperationObserver } from './observe-operation.ts'
import type { ObservedOperation } from './observe-operation.ts'
import { toPublicError } from './public-error.ts'
import type { ErrorContext } from './public-error.ts'
import type { RequestHeaders, Subgraph, SubgraphContext } from './subgraph.ts'

/** A GraphQL operation as it arrives: headers in, JSON out, whatever carries it. */
export interface OperationRequest {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  readonly operationName?: string | undefined
  readonly headers: RequestHeaders
}

/** Runs operations against one subgraph. Every host uses it, so that both topologies are the same program. */
export interface SubgraphExecutor {
  execute(request: OperationRequest): Promise<ExecutionResult>
  /** What kind of operation the document asks for; null when it does not say so clearly, which `execute` explains. */
  operationType(request: Pick<OperationRequest, 'query' | 'operationName'>): OperationTypeNode | null
  /** The source stream of a subscription, which fails with a `GraphQLError` for clients; or the result that says why there is none. */
  subscribe(request: OperationRequest): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>
}

export interface ExecutorOptions {
  readonly logger: Logger
  /** How many parsed and validated documents are kept. @default 1_000 */
  readonly cacheSize?: number
}

interface CheckedDocument {
  readonly document: DocumentNode
  readonly errors: readonly GraphQLError[]
}

/** An executor that keeps parsed and validated documents: the gateway sends the same few thousand operations for ever. */
export function createSubgraphExecutor(subgraph: Subgraph, options: ExecutorOptions): SubgraphExecutor {
  const { logger, cacheSize = 1_000 } = options
  const documents = new Map<string, CheckedDocument>()
  const observe = createOperationObserver(subgraph.name)

  function check(query: string): CheckedDocument {
    const known = documents.get(query)
    if (known !== undefined) return known
    const checked = parseAndValidate(subgraph, query)
    if (documents.size >= cacheSize) documents.clear()
    documents.set(query, checked)
    return checked
  }

  function publish(result: ExecutionResult, context: ErrorContext): ExecutionResult {
    if (result.errors === undefined) return result
    return { ...result, errors: result.errors.map((error) => toPublicError(error, context, subgraph.name)) }
  }

  /** What is known of a request that has no context. */
  function outsideOf({ headers }: OperationRequest): ErrorContext {
    return { requestId: headers[requestIdHeader] ?? '', logger }
  }

  function explain(cause: unknown, context: ErrorContext): GraphQLError {
    const error = new GraphQLError('The operation could not go on', { originalError: cause as Error })
    return toPublicError(error, context, subgraph.name)
  }

  /** Checks the document, makes the context and hands both to `use`; whatever stops it becomes a result with errors. */
  async function prepare<T>(
    request: OperationRequest,
    use: (args: ExecutionArgs, context: SubgraphContext) => Promise<T>,
  ): Promise<T | ExecutionResult> {
    const { document, errors } = check(request.query)
    if (errors.length > 0) return publish({ errors }, outsideOf(request))
    try {
      if (hasBrokenText(request.variables)) throw new BadInputError(brokenText)
      const context = await subgraph.createContext(request.headers)
      const args: ExecutionArgs = {
        schema: subgraph.schema,
        document,
        contextValue: context,
        variableValues: request.variables ?? {},
        operationName: request.operationName ?? null,
      }
      return await use(args, context)
    } catch (cause) {
      return { errors: [explain(cause, outsideOf(request))] }
    }
  }

  function operationType({ query, operationName }: Pick<OperationRequest, 'query' | 'operationName'>) {
    return getOperationAST(check(query).document, operationName)?.operation ?? null
  }

  function toObserved(request: OperationRequest): ObservedOperation {
    return { headers: request.headers, type: operationType(request), name: request.operationName }
  }

  return {
    operationType,
    execute: (request) =>
      observe(toObserved(request), () =>
        prepare(request, async (args, context) => publish(await execute(args), context)),
      ),
    subscribe: (request) =>
      observe(toObserved(request), () =>
        prepare(request, async (args, context) => {
          const source = await subscribe(args)
          if (!(Symbol.asyncIterator in source)) return publish(source, context)
          return mapIterator(
            source,
            (result) => publish(result, context),
            (cause) => explain(cause, context),
          )
        }),
      ),
  }
}

function parseAndValidate(subgraph: Subgraph, query: string): CheckedDocument {
  let document: DocumentNode
  try {
    document = parse(query)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return { document: { kind: Kind.DOCUMENT, definitions: [] }, errors: [error] }
  }
  return { document, errors: [...validate(subgraph.schema, document), ...findBrokenTexts(document)] }
}

/** What PostgreSQL cannot keep, in no text or in no JSON: refused once, here, instead of in every argument. */
const brokenText =
  'A text cannot contain the character NUL, or half a character (a surrogate without the other one)'
// As code points, so that only a surrogate by itself matches.
const broken = /[\0\p{Surrogate}]/u

function findBrokenTexts(document: DocumentNode): readonly GraphQLError[] {
  const errors: GraphQLError[] = []
  visit(document, {
    StringValue(node) {
      if (broken.test(node.value)) errors.push(new GraphQLError(brokenText, { nodes: node }))
    },
  })
  return errors
}

function hasBrokenText(value: unknown): boolean {
  if (typeof value === 'string') return broken.test(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(hasBrokenText)
}

/**
 * Not a generator: `return` must reach the source at once, also while `next` waits for an event that may never come.
 * @param refuse makes what `next` throws of what the source threw
 */
function mapIterator<T, U>(
  source: AsyncIterable<T>,
  map: (value: T) => U,
  refuse: (cause: unknown) => Error,
): AsyncIterableIterator<U> {
  const iterator = source[Symbol.asyncIterator]()
  async function pull(): Promise<IteratorResult<T>> {
    try {
      return await iterator.next()
    } catch (error) {
      throw refuse(error)
    }
  }
  return {
    async next() {
      const { done, value } = await pull()
      return done === true ? { done, value: undefined } : { done: false, value: map(value) }
    },
    async return() {
      await iterator.return?.()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
