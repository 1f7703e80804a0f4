import type { Person } from './community.ts'

const koreanFamilies = '김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 홍'.split(' ')
const koreanGiven =
  '민서 서준 지우 하준 예은 도현 수아 지호 채원 시우 다은 건우 유진 현우 소연 정우 나연 승민 가영 동현 미경 상훈 은주 재호'.split(
    ' ',
  )

const englishGiven =
  'Alice Ben Chloe David Ella Finn Grace Harry Isla Jack Kate Liam Megan Noah Olivia Peter Ruth Simon Tess Will'.split(
    ' ',
  )
const englishFamilies =
  'Allen Barker Clarke Dixon Ellis Fletcher Gibson Harper Irwin Jackson Kendall Lowther Marsh Nelson Pearson Robson Slater Turner Wren Young'.split(
    ' ',
  )

export const inventKoreanNames = (count: number): Person[] =>
  invent(count, (index) => {
    const given = koreanGiven[index % koreanGiven.length] ?? ''
    return `${koreanFamilies[Math.floor(index / koreanGiven.length) % koreanFamilies.length] ?? ''}${given}`
  })

export const inventEnglishNames = (count: number): Person[] =>
  invent(count, (index) => {
    const given = englishGiven[index % englishGiven.length] ?? ''
    return `${given} ${englishFamilies[Math.floor(index / englishGiven.length) % englishFamilies.length] ?? ''}`
  })

/** A step coprime to the number of names mixes families and given names without a repeat below 400. */
const step = 137
const invent = (count: number, nameAt: (index: number) => string): Person[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `member-${String(index + 1).padStart(3, '0')}`,
    name: nameAt((index * step) % 400),
  }))
