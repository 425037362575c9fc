import { randomUUID } from 'node:crypto'

import type { NewEvent } from '@lyceum/events'
import { createSubgraphExecutor } from '@lyceum/kit'
import type { OperationRequest, Role, Subgraph } from '@lyceum/kit'
import type { DocumentNode, ExecutionResult } from 'graphql'
import { print } from 'graphql'

import { createCleanup } from './cleanup.ts'
import type { Cleanup } from './cleanup.ts'
import { createTestDatabase } from './database.ts'
import { createTestDependencies } from './dependencies.ts'
import type { DependencyOverrides, TestDependencies } from './dependencies.ts'
import { startOutside } from './outside.ts'

/** The data of an answer, loosely typed: the assertions of a spec say its shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a spec reads answers by path; `toEqual` checks them
export type AnswerData = any

export interface Answer {
  readonly data: AnswerData
  readonly errors?: ExecutionResult['errors']
}

type Variables = Readonly<Record<string, unknown>>

/** Somebody who sends operations to the subgraph under test. */
export interface TestPerson {
  readonly id: string
  execute(operation: string | DocumentNode, variables?: Variables): Promise<Answer>
  /** The events of a subscription, or throws the errors that refused it. Disposing it unsubscribes. */
  subscribe(operation: string | DocumentNode, variables?: Variables): Promise<AsyncIterableIterator<Answer>>
}

/** An event that another subgraph said. */
export interface SaidEvent {
  readonly type: string
  readonly aggregateId: string
  readonly aggregateVersion: number
  readonly payload: Readonly<Record<string, unknown>>
}

/** One subgraph with a database, a queue and a clock of its own. */
export interface World<T extends Subgraph> extends AsyncDisposable {
  readonly subgraph: T
  readonly dependencies: TestDependencies
  readonly clock: TestDependencies['clock']
  readonly anonymous: Omit<TestPerson, 'id'>
  person(options?: { readonly id?: string; readonly roles?: readonly Role[] }): TestPerson
  /** Says events for the other subgraphs; resolves when this one has applied them. */
  emit(...events: readonly NewEvent[]): Promise<void>
  /** What this subgraph has said, in order. */
  said(type?: string): Promise<readonly SaidEvent[]>
  /** How many SQL statements operations send while `run` runs. */
  countStatements(run: () => Promise<unknown>): Promise<number>
}

/**
 * Starts a subgraph the way a host does, on a database of its own.
 * @param name its key in supergraph.yaml, whose tables the database has
 */
export async function createWorld<T extends Subgraph>(
  name: string,
  create: (dependencies: TestDependencies) => T | Promise<T>,
  overrides: DependencyOverrides = {},
): Promise<World<T>> {
  const cleanup = createCleanup()
  try {
    return await openWorld(create, { name, overrides, cleanup })
  } catch (error) {
    await cleanup[Symbol.asyncDispose]()
    throw error
  }
}

interface OpenWorldOptions {
  readonly name: string
  readonly overrides: DependencyOverrides
  readonly cleanup: Cleanup
}

async function openWorld<T extends Subgraph>(
  create: (dependencies: TestDependencies) => T | Promise<T>,
  { name, overrides, cleanup }: OpenWorldOptions,
): Promise<World<T>> {
  const database = cleanup.use(await createTestDatabase(name))
  const { dependencies, statements, tokens } = cleanup.use(
    await createTestDependencies(database.url, overrides),
  )
  const subgraph = await create(dependencies)
  cleanup.defer(() => subgraph.stop())
  await subgraph.start()
  const outside = await startOutside(dependencies)
  cleanup.defer(() => outside.stop())
  const executor = createSubgraphExecutor(subgraph, { logger: dependencies.logger })

  function clientOf(authorize: () => Promise<Record<string, string>>): Omit<TestPerson, 'id'> {
    const toRequest = async (
      operation: string | DocumentNode,
      variables?: Variables,
    ): Promise<OperationRequest> => ({
      query: typeof operation === 'string' ? operation : print(operation),
      variables,
      headers: { ...(await authorize()), 'x-request-id': randomUUID() },
    })
    return {
      async execute(operation, variables) {
        const result = await executor.execute(await toRequest(operation, variables))
        return JSON.parse(JSON.stringify(result)) as Answer
      },
      async subscribe(operation, variables) {
        const source = await executor.subscribe(await toRequest(operation, variables))
        if (!(Symbol.asyncIterator in source))
          throw new AggregateError(source.errors ?? [], 'Subscription refused')
        return source as AsyncIterableIterator<Answer>
      },
    }
  }

  return {
    subgraph,
    dependencies,
    clock: dependencies.clock,
    anonymous: clientOf(() => Promise.resolve({})),
    person({ id = randomUUID(), roles = [] } = {}) {
      return {
        id,
        ...clientOf(async () => ({ authorization: `Bearer ${await tokens.sign({ id, roles })}` })),
      }
    },
    emit: (...events) => outside.emit(subgraph.name, events),
    async said(type) {
      const { rows } = await dependencies.pool.query<SaidEvent>(
        `SELECT type, aggregate_id AS "aggregateId", aggregate_version::int AS "aggregateVersion", payload
         FROM ${subgraph.name}.outbox_event WHERE $1::text IS NULL OR type = $1 ORDER BY sequence`,
        [type ?? null],
      )
      return rows
    },
    countStatements: (run) => statements.count(run),
    [Symbol.asyncDispose]: () => cleanup[Symbol.asyncDispose](),
  }
}
