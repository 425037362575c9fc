import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fromRoot } from './root.mjs'

const path = fromRoot('node_modules/.lyceum-setup.lock')
const heartbeatMilliseconds = 2_000
const staleAfterMilliseconds = 30_000
const pollMilliseconds = 200

/** Runs work while no other set-up of this working copy runs; a lock whose owner died is taken over. */
export async function withSetupLock(work, { onWait }) {
  mkdirSync(fromRoot('node_modules'), { recursive: true })
  let waiting = false
  while (!tryLock()) {
    const holder = readHolder()
    if (holder !== null && isStale(holder, Date.now())) removeStale(holder)
    else {
      if (!waiting) onWait(holder?.pid)
      waiting = true
      await sleep(pollMilliseconds)
    }
  }
  const heartbeat = setInterval(touch, heartbeatMilliseconds)
  process.once('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    process.off('exit', release)
    release()
  }
}

/** A lock is stale when its process is gone, or when it has not been refreshed (a reused process id). */
export function isStale({ pid, refreshedAt }, now) {
  return now - refreshedAt > staleAfterMilliseconds || !isAlive(pid)
}

function tryLock() {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function readHolder() {
  try {
    return { pid: Number(readFileSync(path, 'utf8')), refreshedAt: statSync(path).mtimeMs }
  } catch {
    return null // released in between
  }
}

/** Two waiters may see the same stale lock: whoever moved away a fresh one instead puts it back. */
function removeStale(holder) {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
    if (Number(readFileSync(aside, 'utf8')) !== holder.pid) linkSync(aside, path)
  } catch {
    // another waiter was faster
  }
  rmSync(aside, { force: true })
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return true // being written: the age decides
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function touch() {
  try {
    const now = new Date()
    utimesSync(path, now, now)
  } catch {
    // the lock was removed by hand: the work goes on
  }
}

function release() {
  if (readHolder()?.pid === process.pid) rmSync(path, { force: true })
}
