/** What the trail records of residency renewals (S5–S7): by the renewal's number, never by a person's. */
export type ResidencyFact =
  | {
      readonly action: 'renewalBegun';
      readonly renewalId: string;
      readonly channel: string;
      /** The company or entity; `null`: an individual's. */
      readonly company: string | null;
    }
  | {
      readonly action: 'renewalChosen';
      readonly renewalId: string;
      readonly months: number | null;
      readonly nameMatches: boolean;
      readonly termsAccepted: boolean;
    }
  | {
      readonly action: 'renewalRemoved';
      readonly renewalId: string;
      /** Whether whoever the person belongs to now began another one in its place. */
      readonly takenOver: boolean;
    }
  | { readonly action: 'renewalPaid'; readonly renewalId: string; readonly payment: string }
  | {
      readonly action: 'renewalsImported';
      readonly companyId: string;
      readonly added: number;
      readonly refused: number;
    };
