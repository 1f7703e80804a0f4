/** The loader's only words; the panel brings its own with it. */
const words = {
  ko: {
    open: '대화 열기',
    close: '대화 닫기',
    fault: '대화를 불러오지 못했어요',
    unread: (n: number) => `읽지 않은 메시지 ${n}개`,
  },
  en: {
    open: 'Open chat',
    close: 'Close chat',
    fault: 'The chat could not be loaded',
    unread: (n: number) => `${n} unread`,
  },
}

export function launcherLabel(
  lang: string,
  open: boolean,
  unread: number,
  of: 'launcher' | 'fault' = 'launcher',
): string {
  const said = lang.toLowerCase().startsWith('ko') ? words.ko : words.en
  if (of !== 'launcher') return said[of]
  if (open) return said.close
  return unread > 0 ? `${said.open}, ${said.unread(unread)}` : said.open
}
