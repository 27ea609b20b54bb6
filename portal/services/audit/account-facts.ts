/** Whom a fact is about when somebody tried an account that is not there. */
export const NOBODY = 'nobody';

/** What the trail records of accounts and sessions (S4): never an address, a number of a person or a secret. */
export type AccountFact =
  | {
      readonly action:
        | 'accountRegistered'
        | 'registrationRepeated'
        | 'registrationRefused'
        | 'accountActivated'
        | 'accountLocked'
        | 'accountUnlocked'
        | 'passwordResetAsked'
        | 'passwordChanged'
        | 'passwordRefused'
        | 'emailChangeAsked'
        | 'emailChanged'
        | 'mobileChanged'
        | 'languageChanged'
        | 'signedIn'
        | 'signInRefused'
        | 'signedOut';
      readonly accountId: string;
    }
  | {
      readonly action:
        | 'staffSignedIn'
        | 'staffSignInRefused'
        | 'staffLocked'
        | 'staffSignedOut'
        | 'staffLanguageChanged'
        | 'staffEnrolled'
        | 'staffLinkMade'
        | 'staffSetUp'
        | 'staffPasswordChanged'
        | 'staffPasswordRefused'
        | 'staffSecondFactorReset'
        | 'staffSuspended'
        | 'staffReinstated'
        | 'staffSeeded';
      readonly staffId: string;
    };
