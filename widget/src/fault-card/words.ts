/** The card's own words. */
export const words = {
  en: {
    close: 'Close',
    causes: 'What can be behind it',
    cause: 'What is behind it',
    check: 'Look at this setup on the server',
    why: 'Only developers see this: on localhost, or with data-debug.',
  },
  ko: {
    close: '닫기',
    causes: '이런 까닭일 수 있어요',
    cause: '까닭',
    check: '서버에서 이 설정 점검하기',
    why: '개발자에게만 보여요. localhost이거나 data-debug가 있을 때예요.',
  },
}
