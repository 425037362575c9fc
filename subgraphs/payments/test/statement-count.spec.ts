import { expect, it } from 'vitest'

import { myOrders } from './operations.ts'
import { openShop } from './shop.ts'

it('reads a billing history with as many statements for five orders as for two', async () => {
  await using shop = await openShop({ workMilliseconds: 60_000 })
  const person = shop.world.person()
  for (let count = 0; count < 5; count += 1) {
    const { courseId } = await shop.givenSeat(person)
    await shop.checkOut(person, { courseIds: [courseId] })
  }
  const count = (first: number) => shop.world.countStatements(() => person.execute(myOrders, { first }))
  expect(await count(5)).toBe(await count(2))
})
