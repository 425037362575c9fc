import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import {
  AddCaptions,
  CompleteUpload,
  CreateCourse,
  CreateMediaLecture,
  CreateModule,
  CreateTextLecture,
  CreateUpload,
  CreateUser,
  GrantRole,
  MediaState,
  PublishCourse,
  SetCourseCategories,
  SignIn,
  createClient,
  present,
  succeeded,
  uploadBytes,
} from '@lyceum/client'
import type { Client } from '@lyceum/client'

import type { Platform } from '../platform.ts'
import { demoAccounts } from './demo-accounts.ts'
import type { DemoAccount } from './demo-accounts.ts'
import { clearEarlierImport, requireCategory } from './earlier-import.ts'
import { importQuizzes } from './import-quizzes.ts'
import { readCourse } from './read-course.ts'
import type { CourseText } from './read-course.ts'

const demoFolder = fileURLToPath(new URL('../../demo', import.meta.url))

const clips = [
  { file: 'rabbit.mp4', title: 'Watch: a rabbit', captions: 'subtitles_en.vtt' },
  { file: 'crystal.mp4', title: 'Watch: a crystal', captions: null },
] as const

/** A running platform, in whatever topology. */
export type DemoTarget = Pick<Platform, 'url' | 'grantAdministrator'>

export interface DemoOptions {
  /** Whether the videos can become ready; otherwise nobody waits for them. */
  readonly canTranscode: boolean
  /** Told before each step that takes time. */
  readonly onStep: (step: string) => void
}

/**
 * Fills an empty platform through its public endpoint, as people would: accounts, a course of six modules with 24 text
 * lectures, and two video lectures. An import that was stopped halfway is begun again.
 */
export async function importDemo(platform: DemoTarget, { canTranscode, onStep }: DemoOptions): Promise<void> {
  onStep('Making the demo accounts')
  const [administrator, instructor] = await createPeople(platform)
  onStep('Importing the demo course')
  const course = await readCourse(join(demoFolder, 'courses/iot-for-beginners'))
  if (await clearEarlierImport(instructor, course.title)) return
  const { courseId, moduleIdsOfLessons } = await importCourse(instructor, course)
  const [firstModuleId = ''] = moduleIdsOfLessons
  onStep('Importing its 48 quizzes')
  const file = join(demoFolder, 'courses/iot-for-beginners/quizzes.en.json')
  await importQuizzes(instructor, { courseId, moduleIdsOfLessons, file })
  const assetIds = []
  for (const clip of clips) {
    onStep(`Uploading ${clip.file}`)
    assetIds.push(await uploadClip(instructor, { ...clip, moduleId: firstModuleId }))
  }
  onStep('Publishing the demo course')
  const categoryIds = [await requireCategory(administrator, 'Internet of Things')]
  succeeded(
    (await instructor.execute(SetCourseCategories, { input: { courseId, categoryIds } })).setCourseCategories,
  )
  succeeded((await instructor.execute(PublishCourse, { input: { courseId } })).publishCourse)
  if (!canTranscode) return
  onStep('Transcoding the demo videos')
  await Promise.all(assetIds.map((assetId) => waitUntilReady(instructor, assetId)))
}

async function createPeople({ url, grantAdministrator }: DemoTarget): Promise<[Client, Client]> {
  const endpoint = `${url}/graphql`
  const anonymous = createClient({ endpoint })
  for (const account of Object.values(demoAccounts)) {
    const { createUser } = await anonymous.execute(CreateUser, account)
    if (createUser.userErrors.length > 0) await requireOwnAccount(endpoint, account, createUser)
  }
  await grantAdministrator(demoAccounts.administrator.email)
  const administrator = await signIn(endpoint, demoAccounts.administrator)
  const session = await anonymous.execute(SignIn, demoAccounts.instructor)
  const userId = present(session.tokenAuth.user, 'user').id
  succeeded((await administrator.execute(GrantRole, { input: { userId, role: 'INSTRUCTOR' } })).grantRole)
  // Roles are in the token: only one issued after the grant carries them.
  return [administrator, await signIn(endpoint, demoAccounts.instructor)]
}

/** An account that is there already is of an earlier import when the demo's password opens it, and nobody else's. */
async function requireOwnAccount(
  endpoint: string,
  account: DemoAccount,
  refused: Parameters<typeof succeeded>[0],
): Promise<void> {
  await signIn(endpoint, account).catch(() => succeeded(refused))
}

async function signIn(endpoint: string, { username, password }: DemoAccount): Promise<Client> {
  const { tokenAuth } = await createClient({ endpoint }).execute(SignIn, { username, password })
  const { accessToken } = succeeded(tokenAuth)
  return createClient({ endpoint, accessToken: () => present(accessToken, 'access token') })
}

async function importCourse(
  instructor: Client,
  { title, description, modules }: CourseText,
): Promise<{ courseId: string; moduleIdsOfLessons: readonly string[] }> {
  const created = await instructor.execute(CreateCourse, { title, description, level: 'BEGINNER' })
  const courseId = present(succeeded(created.createCourse).course, 'course').id
  const moduleIdsOfLessons: string[] = []
  for (const { title: moduleTitle, lectures } of modules) {
    const { createModule } = await instructor.execute(CreateModule, {
      input: { courseId, title: moduleTitle },
    })
    const moduleId = present(succeeded(createModule).module, 'module').id
    for (const lecture of lectures) {
      // The first lesson is open to everybody.
      const isPreview = moduleIdsOfLessons.length === 0
      moduleIdsOfLessons.push(moduleId)
      const input = { moduleId, title: lecture.title, textMarkdown: lecture.markdown, isPreview }
      succeeded((await instructor.execute(CreateTextLecture, { input })).createTextLecture)
    }
  }
  return { courseId, moduleIdsOfLessons }
}

async function uploadClip(
  instructor: Client,
  clip: {
    readonly file: string
    readonly title: string
    readonly captions: string | null
    readonly moduleId: string
  },
): Promise<string> {
  const bytes = await readFile(join(demoFolder, 'media', clip.file))
  const { createUpload } = await instructor.execute(CreateUpload, {
    input: { filename: clip.file, contentType: 'video/mp4', sizeBytes: bytes.length, kind: 'VIDEO' },
  })
  const { asset, upload } = succeeded(createUpload)
  const assetId = present(asset, 'asset').id
  await uploadBytes(present(upload, 'upload'), bytes)
  succeeded((await instructor.execute(CompleteUpload, { input: { assetId } })).completeUpload)
  if (clip.captions !== null) {
    const webVtt = await readFile(join(demoFolder, 'media', clip.captions), 'utf8')
    const input = { assetId, language: 'en', label: 'English', webVtt }
    succeeded((await instructor.execute(AddCaptions, { input })).addCaptions)
  }
  const lecture = {
    moduleId: clip.moduleId,
    title: clip.title,
    kind: 'VIDEO',
    mediaAssetId: assetId,
    isPreview: true,
  } as const
  succeeded((await instructor.execute(CreateMediaLecture, { input: lecture })).createMediaLecture)
  return assetId
}

async function waitUntilReady(instructor: Client, id: string): Promise<void> {
  for (;;) {
    const { mediaAsset } = await instructor.execute(MediaState, { id })
    const { state, failure } = present(mediaAsset, 'mediaAsset')
    if (state === 'READY') return
    if (state === 'FAILED') throw new Error(`A demo video failed: ${failure?.message ?? 'no reason given'}`)
    await pause(250)
  }
}
