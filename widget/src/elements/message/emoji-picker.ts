import { html, type TemplateResult } from 'lit'

/** Beyond the six at hand: faces, hands, weather and cake. Enough to answer with, few enough to look through. */
const EMOJI =
  '👍 ❤️ 😂 😮 🙏 🎉 😀 😊 😍 🥰 😎 🤩 😅 🤣 😉 🤗 🤔 🙄 😴 😢 😭 😱 😡 🥺 👏 🙌 👌 💪 🤝 👋 ✌️ 👀 🔥 💯 ✨ ⭐ 💡 ✅ ❌ ❓ ☀️ 🌧️ 🌸 🍀 ☕ 🍻 🎂 💐'.split(
    ' ',
  )

/** Rows of emoji to choose from. */
export const emojiGrid = (choose: (emoji: string) => void): TemplateResult[] =>
  EMOJI.map((emoji) => html`<button role="menuitem" @click=${() => choose(emoji)}>${emoji}</button>`)
