export type { PlaygroundConfig, PlaygroundExample } from './playground-config.ts'
export {
  playgroundAssetsFolder,
  playgroundContentSecurityPolicy,
  renderPlaygroundPage,
} from './render-playground-page.ts'
