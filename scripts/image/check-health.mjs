/** Ends with 0 when the service of this container, or the one at the address given, says that it is well. */
const { PORT } = process.env
const [address = `http://127.0.0.1:${PORT}/health`] = process.argv.slice(2)
const answer = await fetch(address, { signal: AbortSignal.timeout(4_000) }).catch((error) => ({
  ok: false,
  status: error.message,
}))
if (!answer.ok) {
  process.stderr.write(`${address}: ${answer.status}\n`)
  process.exitCode = 1
}
