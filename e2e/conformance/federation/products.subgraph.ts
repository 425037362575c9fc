import { buildSubgraph } from '@lyceum/kit'
import type { ReferenceResolver, SubgraphContext } from '@lyceum/kit'
import type { GraphQLSchema } from 'graphql'
import { Arg, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'

import { deprecatedProduct, products, research } from './products.data.ts'
import { DeprecatedProduct, Inventory, Product, ProductResearch, User, links } from './products.types.ts'

@Resolver(() => Product)
class ProductResolver {
  @Query(() => Product, { nullable: true })
  product(@Arg('id', () => ID) id: string): Product | null {
    return products.find((product) => product.id === id) ?? null
  }

  @Query(() => DeprecatedProduct, { nullable: true, deprecationReason: 'Use product query instead' })
  deprecatedProduct(
    @Arg('sku', () => String) sku: string,
    @Arg('package', () => String) packageName: string,
  ): DeprecatedProduct | null {
    return findDeprecatedProduct({ sku, package: packageName })
  }
}

@Resolver(() => User)
class UserResolver {
  @Directive('@override(from: "users")')
  @FieldResolver(() => String, { nullable: true })
  name(): string {
    return 'Jane Smith'
  }

  @Directive('@requires(fields: "totalProductsCreated yearsOfEmployment")')
  @FieldResolver(() => Int, { nullable: true })
  averageProductsCreatedPerYear(@Root() { totalProductsCreated, yearsOfEmployment }: User): number | null {
    return totalProductsCreated === undefined ? null : Math.round(totalProductsCreated / yearsOfEmployment)
  }
}

@Resolver(() => Inventory)
class InventoryResolver {
  @FieldResolver(() => [DeprecatedProduct])
  deprecatedProducts(): readonly DeprecatedProduct[] {
    return [deprecatedProduct]
  }
}

type Reference = Readonly<Record<string, unknown>>

function findDeprecatedProduct(key: Reference): DeprecatedProduct | null {
  const isIt = key['sku'] === deprecatedProduct.sku && key['package'] === deprecatedProduct.package
  return isIt ? deprecatedProduct : null
}

/** By whichever of its three keys the reference holds. */
function findProduct({ id, sku, package: packageName, variation }: Reference): Product | null {
  const isIt = (product: Product): boolean => {
    if (id !== undefined) return product.id === id
    if (product.sku !== sku) return false
    return packageName === undefined
      ? product.variation.id === (variation as Reference)['id']
      : product.package === packageName
  }
  return products.find(isIt) ?? null
}

function findResearch({ study }: Reference): ProductResearch | null {
  const { caseNumber } = study as Reference
  return research.find((one) => one.study.caseNumber === caseNumber) ?? null
}

const asItCame: ReferenceResolver<SubgraphContext> = (reference) => reference

/** The subgraph `products` of Apollo's compatibility tests, made of what ours are made of. */
export function createProductsSchema(): GraphQLSchema {
  return buildSubgraph({
    resolvers: [new ProductResolver(), new UserResolver(), new InventoryResolver()],
    types: [Inventory, ProductResearch],
    references: {
      Product: findProduct,
      DeprecatedProduct: findDeprecatedProduct,
      ProductResearch: findResearch,
      User: asItCame,
      Inventory: ({ id }) => (id === 'apollo-oss' ? { id } : null),
    },
    links,
  })
}
