import type { DeprecatedProduct, Product, ProductResearch } from './products.types.ts'

// The rows that the suite's documentation asks every implementation for.

const dimensions = { size: 'small', weight: 1, unit: 'kg' }
/** The suite wants what `@provides` answers to differ from what the subgraph `users` would. */
const createdBy = { email: 'support@apollographql.com', totalProductsCreated: 1337, yearsOfEmployment: 10 }

export const research: readonly ProductResearch[] = [
  { study: { caseNumber: '1234', description: 'Federation Study' }, outcome: null },
  { study: { caseNumber: '1235', description: 'Studio Study' }, outcome: null },
]

export const products: readonly Product[] = [
  {
    id: 'apollo-federation',
    sku: 'federation',
    package: '@apollo/federation',
    variation: { id: 'OSS' },
    dimensions,
    createdBy,
    notes: null,
    research: research.slice(0, 1),
  },
  {
    id: 'apollo-studio',
    sku: 'studio',
    package: '',
    variation: { id: 'platform' },
    dimensions,
    createdBy,
    notes: null,
    research: research.slice(1),
  },
]

export const deprecatedProduct: DeprecatedProduct = {
  sku: 'apollo-federation-v1',
  package: '@apollo/federation-v1',
  reason: 'Migrate to Federation V2',
  createdBy,
}
