/** What people write: mostly short, now and then a paragraph, an address or several lines. */
const said = [
  '네, 좋아요!',
  'ok',
  '토요일 아침 9시에 북한산성 입구에서 만나요. 물과 간식은 각자 챙겨 오세요.',
  'On my way',
  'I will bring the map, the one of last year is here: https://maps.example/trails/bukhansan?day=saturday',
  'ㅋㅋㅋ',
  '준비물\n- 물 1리터\n- 우비\n- 장갑',
  'Could somebody take the spare key back to the office? I am not there before Monday, and the cleaners need it on Sunday morning.',
]

/** A message that begins with its number. */
export const textOf = (number: number): string => `${number} ${said[number % said.length]}`
