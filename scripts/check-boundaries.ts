import { findDependencyProblems } from './boundaries/dependencies.ts'
import { readWorkspacePackages } from './boundaries/workspace-packages.ts'
import { findStaleFiles } from './generated-files.ts'
import { generateOxlintConfig } from './lint/oxlint-config.ts'

const packages = readWorkspacePackages()
const stale = await findStaleFiles([await generateOxlintConfig()])
const problems = [
  ...packages.flatMap(findDependencyProblems),
  ...stale.map(({ path }) => `${path} is not what scripts/lint says; run: npm run generate -- lint`),
]
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
