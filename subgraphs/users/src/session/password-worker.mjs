// Plain JavaScript, because a worker thread starts without the loader that runs the rest.
import bcrypt from 'bcryptjs'

/**
 * @typedef {{ kind: 'hash', password: string, cost: number } | { kind: 'verify', password: string, hash: string }} PasswordTask
 * @param {PasswordTask} task
 */
export default function run(task) {
  if (task.kind === 'hash') return bcrypt.hashSync(task.password, task.cost)
  return bcrypt.compareSync(task.password, task.hash)
}
