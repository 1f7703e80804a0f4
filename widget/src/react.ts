/**
 * `import type {} from '@damso/widget/react'`: `<damso-chat>` in JSX, for React 19 and later.
 * @module
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { TokenProvider } from './client/token.ts'
import type { DamsoChatAttributes, ReactListeners } from './loader/attributes.ts'
import type { DamsoChat } from './loader/damso-chat.ts'
import type { Strings } from './locales/strings.ts'

type Props = DetailedHTMLProps<HTMLAttributes<DamsoChat>, DamsoChat> &
  DamsoChatAttributes &
  ReactListeners & { tokenProvider?: TokenProvider; strings?: Strings }

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'damso-chat': Props
    }
  }
}
