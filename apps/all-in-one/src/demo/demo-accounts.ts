/** The people of the demo. They exist only where the demo data does: never on a platform started with `--empty`. */
export const demoAccounts = {
  administrator: {
    email: 'admin@lyceum.example',
    username: 'admin',
    displayName: 'Ada Administrator',
    password: 'demo-administrator',
  },
  instructor: {
    email: 'instructor@lyceum.example',
    username: 'instructor',
    displayName: 'Ira Instructor',
    password: 'demo-instructor',
  },
  learner: {
    email: 'learner@lyceum.example',
    username: 'learner',
    displayName: 'Lee Learner',
    password: 'demo-learner',
  },
} as const

export type DemoAccount = (typeof demoAccounts)[keyof typeof demoAccounts]

/** A line for each account: user name, password, who it is. */
export function describeDemoAccounts(): readonly string[] {
  return Object.values(demoAccounts).map(
    ({ username, password, displayName }) =>
      `    ${username.padEnd(12)} ${password.padEnd(20)} ${displayName}`,
  )
}
