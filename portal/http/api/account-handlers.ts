import type { ACCOUNT_ROUTES } from '../../../contracts/portal-api/accounts.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { AccountContext } from '../../services/accounts/context.ts';
import { describeActor } from '../../services/accounts/describe.ts';
import {
  changeEmail,
  changeLanguage,
  changeMobile,
  profile,
  signOut,
} from '../../services/accounts/own-account.ts';
import { createPasswordHasher } from '../../services/accounts/password-hash.ts';
import { register } from '../../services/accounts/register.ts';
import { requestPasswordReset } from '../../services/accounts/request-password-reset.ts';
import { changeStaffPassword, setUpStaff } from '../../services/accounts/staff-password.ts';
import { signIn, signInStaff } from '../../services/accounts/sign-in.ts';
import { confirmEmail, setPassword, unlock } from '../../services/accounts/follow-link.ts';
import { type ApiHandlers, auditActor, type SessionCookie } from './handlers.ts';

/** Puts a session that has begun into the cookie, and answers who is signed in. */
function withCookie<SignedIn, Fault>(
  cookie: SessionCookie,
  begun: Result<{ readonly token: string; readonly seconds: number; readonly signedIn: SignedIn }, Fault>,
): Result<SignedIn, Fault> {
  if (!begun.ok) return failure(begun.fault);
  const { token, seconds, signedIn } = begun.value;
  cookie.begin(token, seconds);
  return success(signedIn);
}

/**
 * Serves the routes of accounts (S4) and of staff sign-in.
 * @param passwords hashes and compares passwords; at the cost of production unless given
 */
export function accountHandlers(
  portal: Omit<AccountContext, 'passwords'>,
  passwords = createPasswordHasher(),
): ApiHandlers<typeof ACCOUNT_ROUTES> {
  const context: AccountContext = { ...portal, passwords };
  const { store } = context;
  return {
    async register({ body, actor, address }) {
      await register(context, body, auditActor(actor, address));
      return success({});
    },
    passwordPolicy: async () => success({ policy: context.passwordPolicy }),
    activate: ({ body, actor, address }) =>
      setPassword(context, 'activation', body, auditActor(actor, address)),
    signIn: async ({ body, address, cookie }) =>
      withCookie(
        cookie,
        await signIn(context, body, { by: auditActor(null, address), previous: cookie.tokenHash }),
      ),
    signInStaff: async ({ body, address, cookie }) =>
      withCookie(
        cookie,
        await signInStaff(context, body, { by: auditActor(null, address), previous: cookie.tokenHash }),
      ),
    setUpStaff: ({ body, actor, address }) => setUpStaff(context, body, auditActor(actor, address)),
    changeStaffPassword: ({ body, actor, address, cookie }) =>
      changeStaffPassword(context, actor.staffId, body, {
        by: auditActor(actor, address),
        session: cookie.tokenHash,
      }),
    session: async ({ actor }) =>
      success({ signedIn: actor === null ? null : await describeActor(store.reader, actor) }),
    async signOut({ actor, address, cookie }) {
      if (actor !== null && cookie.tokenHash !== null)
        await signOut(context, actor, cookie.tokenHash, auditActor(actor, address));
      cookie.end();
      return success({});
    },
    unlock: ({ body, actor, address }) => unlock(context, body.token, auditActor(actor, address)),
    async requestPasswordReset({ body, actor, address }) {
      await requestPasswordReset(context, body, auditActor(actor, address));
      return success({});
    },
    resetPassword: ({ body, actor, address }) =>
      setPassword(context, 'passwordReset', body, auditActor(actor, address)),
    profile: async ({ actor }) => success(await profile(context, actor)),
    changeEmail: ({ body, actor, address }) => changeEmail(context, actor, body, auditActor(actor, address)),
    confirmEmail: ({ body, actor, address }) => confirmEmail(context, body.token, auditActor(actor, address)),
    changeMobile: ({ body, actor, address }) =>
      changeMobile(context, actor, body, auditActor(actor, address)),
    async changeLanguage({ body, actor, address }) {
      await changeLanguage(context, actor, body.language, auditActor(actor, address));
      return success({});
    },
  };
}
