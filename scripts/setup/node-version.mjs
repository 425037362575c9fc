const minimum = [20, 19]

/** What is wrong with this version of Node, in words for a person; null when it will do. */
export function nodeVersionProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > minimum[0] || (major === minimum[0] && minor >= minimum[1])) return null
  return `Lyceum needs Node ${minimum.join('.')} or newer; this is Node ${version}. Get it at https://nodejs.org/`
}
