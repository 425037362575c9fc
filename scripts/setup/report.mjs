/** Runs one step and prints its name and the time it took. `isVerbose`: the step prints lines of its own. */
export async function reportStep(name, work, { isVerbose = false } = {}) {
  const startedAt = performance.now()
  process.stderr.write(`setup: ${name} …${isVerbose ? '\n' : ' '}`)
  try {
    const remark = await work()
    const seconds = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
    const ending = remark === undefined ? seconds : `${remark} (${seconds})`
    process.stderr.write(isVerbose ? `setup: ${name}: ${ending}\n` : `${ending}\n`)
  } catch (error) {
    process.stderr.write(isVerbose ? `setup: ${name}: failed\n` : 'failed\n')
    throw error
  }
}

/** Prints one line about the set-up. On stderr: stdout belongs to the target. */
export function say(line) {
  process.stderr.write(`setup: ${line}\n`)
}
