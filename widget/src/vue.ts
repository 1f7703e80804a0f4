/**
 * `import type {} from '@damso/widget/vue'`: `<damso-chat>` in templates, for Vue 3.
 * @module
 */
import type { DefineComponent } from 'vue'
import type { TokenProvider } from './client/token.ts'
import type { DamsoChatAttributes, VueListeners } from './loader/attributes.ts'
import type { Strings } from './locales/strings.ts'

declare module 'vue' {
  interface GlobalComponents {
    'damso-chat': DefineComponent<
      DamsoChatAttributes & VueListeners & { tokenProvider?: TokenProvider; strings?: Strings }
    >
  }
}
