import { gatewaySecretHeader } from '@lyceum/kit'
import { serveOverHttp } from '@lyceum/service'
import { createCleanup } from '@lyceum/testkit'
import type { Cleanup } from '@lyceum/testkit'
import { auditServer } from 'graphql-http'
import type { AuditResult } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openGateway, openSchool } from '../harness/open-school.ts'
import type { School } from '../harness/open-school.ts'
import { subgraphNames } from '../harness/subgraph-names.ts'
import { reportCounts } from './report-counts.ts'

/**
 * Recommendations that Apollo Server does not follow: with `Accept: application/json` it answers 400, not 200, to a document
 * that does not parse, one that does not validate, and wrong variables.
 */
const warningsOfGateway = ['572B', 'FDE2', '7B9B']
/** They ask for `__type`: two requirements, one recommendation. */
const auditsByIntrospection = { errors: ['28B9', 'BF61'], warnings: ['2EA1'] }
/** With this header a query by GET is nothing that a foreign page could send by itself. */
const preflighted = { 'apollo-require-preflight': '1' }
const gatewaySecret = 'a secret that the gateway and this subgraph share'

let cleanup: Cleanup
let school: School
beforeAll(async () => {
  cleanup = createCleanup()
  school = await openSchool(cleanup)
})
afterAll(() => cleanup[Symbol.asyncDispose]())

describe("GraphQL over HTTP, by the specification's audits", () => {
  it('is what the gateway speaks', async () => {
    const gateway = await openGateway(school, { isIntrospectionEnabled: true })
    cleanup.defer(() => gateway.stop())
    const results = await audit(gateway.url, preflighted)
    expect(idsOf(results, 'warn')).toEqual(new Set(warningsOfGateway))
    report('gateway', results)
  })

  it('is what the gateway speaks in production, but for audits that are made of introspection', async () => {
    const gateway = await openGateway(school)
    cleanup.defer(() => gateway.stop())
    const results = await audit(gateway.url, preflighted)
    expect(idsOf(results, 'error')).toEqual(new Set(auditsByIntrospection.errors))
    const warnings = [...warningsOfGateway, ...auditsByIntrospection.warnings]
    expect(idsOf(results, 'warn')).toEqual(new Set(warnings))
  })

  it.each(subgraphNames)('is what the subgraph %s speaks with its gateway', async (name) => {
    const subgraph = school.subgraphs.find((one) => one.name === name)
    if (subgraph === undefined) throw new Error(`There is no subgraph ${name}`)
    const { logger } = school.dependencies
    const host = await serveOverHttp(subgraph, { host: '127.0.0.1', port: 0, gatewaySecret, logger })
    cleanup.defer(() => host.stop())
    const results = await audit(host.url, { [gatewaySecretHeader]: gatewaySecret })
    expect(idsOf(results, 'warn')).toEqual(new Set())
    report(name, results)
  })

  it('is asked of every subgraph', () => {
    expect(new Set(subgraphNames)).toEqual(new Set(school.subgraphs.map(({ name }) => name)))
  })
})

function audit(url: string, headers: Readonly<Record<string, string>>): Promise<AuditResult[]> {
  const fetchFn: typeof fetch = (target, request) => {
    const all = new Headers(request?.headers)
    for (const [name, value] of Object.entries(headers)) all.set(name, value)
    return fetch(target, { ...request, headers: all })
  }
  return auditServer({ url: `${url}/graphql`, fetchFn })
}

function report(subject: string, results: readonly AuditResult[]): void {
  expect(
    results.flatMap((result) => (result.status === 'error' ? `${result.name}: ${result.reason}` : [])),
  ).toEqual([])
  expect(idsOf(results, 'notice')).toEqual(new Set())
  const [ok, warnings] = [idsOf(results, 'ok').size, idsOf(results, 'warn').size]
  const counts = `${ok} ok, ${warnings} warnings, 0 errors`
  reportCounts({ suite: `graphql-http audits, ${subject}`, software: 'graphql-http', counts })
}

function idsOf(results: readonly AuditResult[], status: AuditResult['status']): Set<string> {
  return new Set(results.filter((result) => result.status === status).map(({ id }) => id))
}
