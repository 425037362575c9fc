import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql'

/** The `@link`s that the suite asks for: it knows federation up to 2.3, and a directive of a subgraph's own. */
export const links = /* GraphQL */ `
  extend schema
    @link(
      url: "https://specs.apollo.dev/federation/v2.3"
      import: [
        "@composeDirective"
        "@external"
        "@inaccessible"
        "@interfaceObject"
        "@key"
        "@override"
        "@provides"
        "@requires"
        "@shareable"
        "@tag"
      ]
    )
    @link(url: "https://myspecs.dev/myCustomDirective/v1.0", import: ["@custom"])
    @composeDirective(name: "@custom")

  directive @custom on OBJECT
`

@Directive('@key(fields: "email")')
@ObjectType('User')
export class User {
  @Field(() => ID)
  email!: string

  @Directive('@external')
  @Field(() => Int, { nullable: true })
  totalProductsCreated?: number

  @Directive('@external')
  @Field(() => Int)
  yearsOfEmployment!: number
}

@ObjectType('ProductVariation')
export class ProductVariation {
  @Field(() => ID)
  id!: string
}

@Directive('@shareable')
@ObjectType('ProductDimension')
export class ProductDimension {
  @Field(() => String, { nullable: true })
  size!: string

  @Field(() => Float, { nullable: true })
  weight!: number

  @Directive('@inaccessible')
  @Field(() => String, { nullable: true })
  unit!: string
}

@ObjectType('CaseStudy')
export class CaseStudy {
  @Field(() => ID)
  caseNumber!: string

  @Field(() => String, { nullable: true })
  description!: string
}

@Directive('@key(fields: "study { caseNumber }")')
@ObjectType('ProductResearch')
export class ProductResearch {
  @Field(() => CaseStudy)
  study!: CaseStudy

  @Field(() => String, { nullable: true })
  outcome!: string | null
}

@Directive('@key(fields: "sku package")')
@ObjectType('DeprecatedProduct')
export class DeprecatedProduct {
  @Field(() => String)
  sku!: string

  @Field(() => String)
  package!: string

  @Field(() => String, { nullable: true })
  reason!: string

  @Field(() => User, { nullable: true })
  createdBy!: User
}

@Directive('@custom')
@Directive('@key(fields: "id")')
@Directive('@key(fields: "sku package")')
@Directive('@key(fields: "sku variation { id }")')
@ObjectType('Product')
export class Product {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true })
  sku!: string

  @Field(() => String, { nullable: true })
  package!: string

  @Field(() => ProductVariation, { nullable: true })
  variation!: ProductVariation

  @Field(() => ProductDimension, { nullable: true })
  dimensions!: ProductDimension

  @Directive('@provides(fields: "totalProductsCreated")')
  @Field(() => User, { nullable: true })
  createdBy!: User

  @Directive('@tag(name: "internal")')
  @Field(() => String, { nullable: true })
  notes!: string | null

  @Field(() => [ProductResearch])
  research!: readonly ProductResearch[]
}

@Directive('@interfaceObject')
@Directive('@key(fields: "id")')
@ObjectType('Inventory')
export class Inventory {
  @Field(() => ID)
  id!: string
}
