import type { Terms } from './terms.ts'

const plural = new Intl.PluralRules('ar')
const number = (n: number) => n.toLocaleString('ar')

/** The six forms of a counted noun; one and two are words of their own. */
type Forms = readonly [zero: string, one: string, two: string, few: string, many: string, other: string]
const categories = ['zero', 'one', 'two', 'few', 'many', 'other']

const count = (n: number, forms: Forms): string => {
  const at = categories.indexOf(plural.select(n))
  return at < 3 ? (forms[at] ?? '') : `${number(n)} ${forms[at]}`
}

const MEMBERS: Forms = ['لا أعضاء', 'عضو واحد', 'عضوان', 'أعضاء', 'عضوًا', 'عضو']
const UNREAD: Forms = [
  'لا رسائل غير مقروءة',
  'رسالة غير مقروءة',
  'رسالتان غير مقروءتين',
  'رسائل غير مقروءة',
  'رسالة غير مقروءة',
  'رسالة غير مقروءة',
]
const NEW: Forms = ['لا رسائل جديدة', 'رسالة جديدة', 'رسالتان جديدتان', 'رسائل جديدة', 'رسالة جديدة', 'رسالة جديدة']
const PEOPLE: Forms = ['', 'شخص واحد', 'شخصين', 'أشخاص', 'شخصًا', 'شخص']
const OTHERS: Forms = ['', 'آخر', 'آخرين', 'آخرين', 'آخر', 'آخر']
const HOURS: Forms = ['', 'ساعة', 'ساعتين', 'ساعات', 'ساعة', 'ساعة']
const MINUTES: Forms = ['', 'دقيقة', 'دقيقتين', 'دقائق', 'دقيقة', 'دقيقة']
const SECONDS: Forms = ['', 'ثانية', 'ثانيتين', 'ثوانٍ', 'ثانية', 'ثانية']

export const ar: Terms = {
  chats: 'المحادثات',
  openChat: 'فتح المحادثات',
  closeChat: 'إغلاق المحادثات',
  unread: (n) => count(n, UNREAD),
  back: 'العودة إلى المحادثات',
  close: 'إغلاق',
  roomActions: 'قائمة الغرفة',
  search: 'بحث',
  newChat: 'محادثة جديدة',
  searchRooms: 'البحث في المحادثات',
  searchMembers: 'البحث بالاسم',
  noMatch: 'لا نتائج',
  members: (n) => count(n, MEMBERS),
  online: 'متصل الآن',
  typing: 'يكتب',
  typingNames: (names) =>
    names.length > 2 ? `${names[0]} و${count(names.length - 1, OTHERS)} يكتبون` : `${names.join('، ')} يكتب`,
  you: 'أنت',
  youSaid: (text) => `أنت: ${text}`,
  said: (name, text) => `${name}: ${text}`,
  today: 'اليوم',
  yesterday: 'أمس',
  readUpToHere: 'قرأت حتى هنا',
  newMessages: (n) => count(n, NEW),
  toNewest: 'إلى أحدث رسالة',
  read: 'مقروءة',
  edited: 'معدّلة',
  sending: 'جارٍ الإرسال',
  deletedMessage: 'رسالة محذوفة',
  notSent: 'لم تُرسل',
  resend: 'إعادة الإرسال',
  discard: 'حذف',
  writeMessage: 'اكتب رسالة',
  send: 'إرسال',
  cancel: 'إلغاء',
  editing: 'تعديل الرسالة',
  save: 'حفظ',
  replyingTo: (name) => `الرد على ${name}`,
  react: 'تفاعل',
  reply: 'رد',
  more: 'المزيد',
  copy: 'نسخ',
  edit: 'تعديل',
  delete: 'حذف',
  reactions: 'تفاعلات',
  firstChat: (name) => `هذه أول محادثة لك مع ${name}`,
  emptyRoom: 'لا رسائل بعد',
  noRooms: 'لست في أي محادثة بعد',
  browsePublic: 'تصفّح الغرف العامة',
  publicRooms: 'الغرف العامة',
  noPublicRooms: 'لا غرف عامة بعد',
  join: 'انضمام',
  pickRoom: 'اختر محادثة',
  closedTitle: 'لا يراها إلا الأعضاء المدعوون',
  closedHint: 'اطلب دعوة ممن أنشأ الغرفة.',
  toList: 'العودة إلى المحادثات',
  disconnected: 'انقطع الاتصال. تجري إعادة الاتصال',
  failedToLoad: 'تعذّر تحميل المحادثة',
  signedOut: 'سجّل الدخول للمحادثة',
  tryAgain: 'إعادة المحاولة',
  operatorsOnly: 'لا ينشر الإعلانات إلا المشرفون',
  frozen: 'المحادثة متوقفة حاليًا',
  cannotPost: 'لا يمكنك الكتابة في هذه الغرفة',
  muted: 'الإشعارات متوقفة',
  muteRoom: 'كتم الإشعارات',
  unmuteRoom: 'تشغيل الإشعارات',
  leaveRoom: 'مغادرة',
  joined: (name) => `انضم ${name}`,
  left: (name) => `غادر ${name}`,
  roomRenamed: 'تغيّرت معلومات الغرفة',
  roomFrozen: 'أوقف مشرف المحادثة',
  roomThawed: 'استؤنفت المحادثة',
  tooLong: 'الرسالة طويلة جدًا. أرسلها على أجزاء',
  unsentFull: 'رسائل غير مرسلة كثيرة. اكتب مجددًا بعد عودة الاتصال',
  failure: (code) => failures[code] ?? 'لم ينجح ذلك. حاول مجددًا بعد قليل',
  messagesOf: (room) => `رسائل ${room}`,
  goBack: 'رجوع',
  roomDetails: 'معلومات الغرفة',
  notifications: 'الإشعارات',
  notify: { ALL: 'كل الرسائل', MENTIONS: 'الرسائل التي تذكرني فقط', NONE: 'لا شيء' },
  memberList: 'الأعضاء',
  roles: { OWNER: 'المالك', OPERATOR: 'مشرف', MEMBER: 'عضو' },
  memberActions: (name) => `خيارات ${name}`,
  startDirect: 'محادثة خاصة',
  moreMembersBySearch: 'ابحث بالاسم لإيجاد المزيد من الأعضاء',
  membersFailed: 'تعذّر تحميل الأعضاء',
  leaveTitle: (room) => `هل تغادر «${room}»؟`,
  leaveHint: (joinPolicy, owner) =>
    [
      'ستختفي من محادثاتك ولن تصلك رسائلها.',
      joinPolicy === 'OPEN' ? 'يمكنك الانضمام مجددًا متى شئت.' : 'تحتاج إلى دعوة للعودة.',
      owner ? 'وستفقد صفة المالك.' : '',
    ]
      .join(' ')
      .trim(),
  removeMember: 'إزالة من الغرفة',
  removeTitle: (name) => `هل تزيل ${name}؟`,
  removeHint: 'لن يقرأ هذه الغرفة بعد الآن، ولا يعود إلا بدعوة من مشرف. وتبقى رسائله.',
  inviteMembers: 'دعوة أعضاء',
  invite: (n) => (n > 0 ? `دعوة ${count(n, PEOPLE)}` : 'دعوة'),
  alreadyMember: 'عضو بالفعل',
  unpick: (name) => `استبعاد ${name}`,
  roomSettings: 'إعدادات الغرفة',
  roomTitle: 'اسم الغرفة',
  joinPolicy: 'طريقة الدخول',
  joinPolicies: { INVITE: 'بدعوة من الأعضاء', OPEN: 'يمكن لأي شخص الانضمام', OPERATORS: 'بدعوة من المشرفين فقط' },
  postPolicy: 'من يكتب',
  postPolicies: { MEMBERS: 'كل الأعضاء', OPERATORS: 'المشرفون فقط (إعلانات)' },
  slowMode: 'المدة بين الرسائل',
  slowModeOff: 'بلا حد',
  seconds: (seconds) =>
    seconds % 3_600 === 0
      ? count(seconds / 3_600, HOURS)
      : seconds % 60 === 0
        ? count(seconds / 60, MINUTES)
        : count(seconds, SECONDS),
  slowModeOn: (interval) => `يمكنك في هذه الغرفة إرسال رسالة واحدة كل ${interval}`,
  freeze: 'إيقاف المحادثة مؤقتًا',
  freezeHint: 'أثناء ذلك لا يكتب إلا المشرفون',
  createRoom: 'إنشاء غرفة',
  create: 'إنشاء',
  roomKind: 'من يجدها',
  roomKinds: { GROUP: 'المدعوون فقط', PUBLIC: 'يمكن لأي شخص إيجادها والانضمام إليها' },
  refused: (code, field) =>
    refusals[`${code} ${field}`] ?? refusals[code] ?? failures[code] ?? 'لم ينجح ذلك. حاول مجددًا بعد قليل',

  // Messages
  mention: 'أعضاء للإشارة إليهم',
  reactedBy: (names, others) => (others > 0 ? `${names.join('، ')} و${count(others, OTHERS)}` : names.join('، ')),
  moreEmoji: 'رموز أخرى',
  unfold: 'عرض المزيد',
  fold: 'عرض أقل',
  editedAt: (when) => `عُدّلت في ${when}`,
  readBy: (n) => `قرأها ${number(n)}`,
  jumpToDate: 'الانتقال إلى تاريخ',
  go: 'انتقال',
}

const failures: Record<string, string> = {
  RATE_LIMITED: 'سريع جدًا. حاول مجددًا بعد قليل',
  MUTED: 'لا يمكنك الكتابة في هذه الغرفة حاليًا',
  FROZEN: 'المحادثة متوقفة حاليًا',
  OPERATORS_ONLY: 'لا يكتب هنا إلا المشرفون',
  TOO_LONG: 'الرسالة طويلة جدًا',
  NOT_FOUND: 'لم تعد هذه الرسالة موجودة',
  DISCONNECTED: 'انقطع الاتصال قبل أن يتم ذلك',
}

const refusals: Record<string, string> = {
  'INVALID title': 'سمِّ الغرفة في سطر واحد',
  'TOO_LONG title': 'الاسم طويل جدًا. اختصره',
  'NOT_FOUND memberIds': 'هنا من لم يعد عضوًا في الموقع. استبعده وحاول مجددًا',
  'FORBIDDEN memberIds': 'هنا من أُزيل من الغرفة. لا يدعوه مجددًا إلا المشرفون',
  'TOO_LONG memberIds': 'عددهم كبير جدًا دفعة واحدة. ادعهم على أجزاء',
  TOO_LONG: 'طويل جدًا. اختصره',
  NOT_FOUND: 'غادر هذا العضو، أو لم تعد الغرفة موجودة',
  FORBIDDEN: 'لا يُسمح لك بهذا',
  FULL: 'الغرفة ممتلئة',
}
