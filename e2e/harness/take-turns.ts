/** The items one after another, round and round: so that people are spread over several gateways. */
export function takeTurns<T>(items: readonly [T, ...T[]]): () => T {
  let turn = 0
  return () => {
    const item = items[turn % items.length] ?? items[0]
    turn += 1
    return item
  }
}
