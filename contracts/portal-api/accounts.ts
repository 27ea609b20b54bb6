import { z } from 'zod';
import { CivilId, parseCivilId } from '../civil-id.ts';
import { Email, Mobile } from '../contact.ts';
import { Language, ONE_LINE } from '../language.ts';
import { PersonName } from '../person.ts';
import { ACCOUNT_ROLES, type ApiRoute, ROLES, STAFF_ROLES } from './route.ts';

/** A civil ID number as typed: any digit shapes, spaces and invisible marks allowed. */
export const TypedCivilId = z.string().transform((text, context) => {
  const parsed = parseCivilId(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: `civilId.${parsed.fault}` });
  return z.NEVER;
});

/** Which rule passwords keep (S4): the guide's of 2020, or today's. */
export const PasswordPolicy = z.enum(['guide-2020', 'modern']);
export type PasswordPolicy = z.infer<typeof PasswordPolicy>;

/** Why a password is refused. */
export const PasswordFault = z.enum([
  'passwordNotEight',
  'passwordNeedsLetterAndDigit',
  'passwordTooShort',
  'passwordTooLong',
  'passwordCommon',
]);
export type PasswordFault = z.infer<typeof PasswordFault>;

const PASSWORD_FAULTS = PasswordFault.options;
const Password = z.string().min(1, { error: 'passwordMissing' }).max(256, { error: 'passwordTooLong' });
/** A member of staff's name for signing in, whatever the letters' case. */
export const StaffUserName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(ONE_LINE)
  .min(1, { error: 'userNameMissing' })
  .max(64);
/** The code that an authenticator shows (RFC 6238). */
const Code = z.string().regex(/^\d{6}$/, { error: 'code' });
/** 256 bits in base64url, as a mailed link carries them. */
const LinkToken = z.string().regex(/^[\w-]{43}$/);
const Nothing = z.strictObject({});

/**
 * Where an account belongs: one person may have one of each, with a password of its own, so that whoever authorises a
 * user of a company gives nobody access to that person's own affairs.
 */
export const AccountRealm = z.enum(['individual', 'organisation']);
export type AccountRealm = z.infer<typeof AccountRealm>;

/** Who is signed in, as far as the screens need it. */
export const SignedIn = z.strictObject({
  role: z.enum(ROLES),
  nameArabic: z.string(),
  nameLatin: z.string(),
  language: Language,
});
export type SignedIn = z.infer<typeof SignedIn>;

export const AccountProfile = z.strictObject({
  civilId: CivilId,
  nameArabic: PersonName,
  nameLatin: PersonName,
  email: z.string(),
  /** `null`: never given; the users of a company or entity are made without one. */
  mobile: z.string().nullable(),
  /** An address that was asked for and is not confirmed yet. */
  emailAwaitingConfirmation: z.string().nullable(),
});
export type AccountProfile = z.infer<typeof AccountProfile>;

/** Routes of S4 and of staff sign-in. No answer tells whether an account exists. */
export const ACCOUNT_ROUTES = {
  register: {
    method: 'POST',
    path: '/api/accounts',
    access: 'public',
    summary: 'Registers an individual; an activation link is mailed',
    body: z.strictObject({ civilId: TypedCivilId, email: Email, mobile: Mobile, language: Language }),
    answer: Nothing,
    throttled: true,
  },
  passwordPolicy: {
    method: 'GET',
    path: '/api/accounts/password-policy',
    access: 'public',
    summary: 'The rule that passwords of individuals keep',
    answer: z.strictObject({ policy: PasswordPolicy }),
  },
  activate: {
    method: 'POST',
    path: '/api/accounts/activation',
    access: 'public',
    summary: 'Uses an activation link and sets the first password',
    body: z.strictObject({ token: LinkToken, password: Password }),
    answer: Nothing,
    faults: ['linkNotValid', ...PASSWORD_FAULTS],
    throttled: true,
  },
  signIn: {
    method: 'POST',
    path: '/api/sessions',
    access: 'public',
    summary: 'Signs in an individual, or a user of a company or entity by their user code (رمز المستخدم)',
    body: z.strictObject({ realm: AccountRealm, civilId: TypedCivilId, password: Password }),
    answer: SignedIn,
    faults: ['signInRefused'],
    throttled: true,
  },
  signInStaff: {
    method: 'POST',
    path: '/api/staff-sessions',
    access: 'public',
    summary: 'Signs staff in with the code of their authenticator (RFC 6238)',
    body: z.strictObject({
      userName: StaffUserName,
      password: Password,
      code: Code,
    }),
    answer: SignedIn,
    faults: ['signInRefused'],
    throttled: true,
  },
  setUpStaff: {
    method: 'POST',
    path: '/api/staff/set-up',
    access: 'public',
    summary: 'Uses the link that an administrator handed over: sets the password of a member of staff',
    body: z.strictObject({ token: LinkToken, password: Password, code: Code }),
    answer: Nothing,
    faults: ['linkNotValid', 'codeWrong', ...PASSWORD_FAULTS],
    throttled: true,
  },
  changeStaffPassword: {
    method: 'PUT',
    path: '/api/staff/password',
    access: STAFF_ROLES,
    summary: 'Changes the own password; every other session ends',
    body: z.strictObject({ presentPassword: Password, code: Code, password: Password }),
    answer: Nothing,
    faults: ['staffCredentialsWrong', ...PASSWORD_FAULTS],
    throttled: true,
  },
  session: {
    method: 'GET',
    path: '/api/sessions/current',
    access: 'public',
    summary: 'Who is signed in, if anybody',
    answer: z.strictObject({ signedIn: SignedIn.nullable() }),
  },
  signOut: {
    method: 'DELETE',
    path: '/api/sessions/current',
    access: 'public',
    summary: 'Ends the session',
    answer: Nothing,
  },
  unlock: {
    method: 'POST',
    path: '/api/accounts/unlock',
    access: 'public',
    summary: 'Uses the mailed link that opens a locked account',
    body: z.strictObject({ token: LinkToken }),
    answer: Nothing,
    faults: ['linkNotValid'],
    throttled: true,
  },
  requestPasswordReset: {
    method: 'POST',
    path: '/api/accounts/password-reset',
    access: 'public',
    summary: 'Mails a link that sets a new password',
    body: z.strictObject({ realm: AccountRealm, civilId: TypedCivilId }),
    answer: Nothing,
    throttled: true,
  },
  resetPassword: {
    method: 'POST',
    path: '/api/accounts/password-reset/confirmation',
    access: 'public',
    summary: 'Uses the mailed link and sets a new password; every session ends',
    body: z.strictObject({ token: LinkToken, password: Password }),
    answer: Nothing,
    faults: ['linkNotValid', ...PASSWORD_FAULTS],
    throttled: true,
  },
  profile: {
    method: 'GET',
    path: '/api/account',
    access: ACCOUNT_ROLES,
    summary: 'The account of who is signed in',
    answer: AccountProfile,
  },
  changeEmail: {
    method: 'PUT',
    path: '/api/account/email',
    access: ACCOUNT_ROLES,
    summary: 'Asks for another e-mail address; it holds once its link was used',
    body: z.strictObject({ email: Email, password: Password }),
    answer: Nothing,
    faults: ['passwordWrong'],
    throttled: true,
  },
  confirmEmail: {
    method: 'POST',
    path: '/api/accounts/email-confirmation',
    access: 'public',
    summary: 'Uses the link mailed to a new address',
    body: z.strictObject({ token: LinkToken }),
    answer: Nothing,
    faults: ['linkNotValid'],
    throttled: true,
  },
  changeMobile: {
    method: 'PUT',
    path: '/api/account/mobile',
    access: ACCOUNT_ROLES,
    summary: 'Changes the mobile number',
    body: z.strictObject({ mobile: Mobile, password: Password }),
    answer: Nothing,
    faults: ['passwordWrong'],
    throttled: true,
  },
  changeLanguage: {
    method: 'PUT',
    path: '/api/account/language',
    access: ROLES,
    summary: 'Keeps the language of the screens and mails',
    body: z.strictObject({ language: Language }),
    answer: Nothing,
  },
} as const satisfies Record<string, ApiRoute>;

/**
 * Pages of the portal that mails lead to. The token of a link follows as the fragment (`/activate#…`): no request, log
 * or Referer carries it.
 */
export const ACCOUNT_PAGES = {
  signIn: '/sign-in',
  forgottenPassword: '/forgotten-password',
  activation: '/activate',
  unlock: '/unlock',
  passwordReset: '/reset-password',
  emailConfirmation: '/confirm-email',
  staffSetUp: '/staff/set-up',
} as const;
