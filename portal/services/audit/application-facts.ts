import type { RequestId } from '../../../contracts/pickup.ts';
import type { RequestAction, RequestStatus } from '../../../contracts/request.ts';

/** What the trail records of applications (S13–S15) and of officers who look at them. */
export type ApplicationFact =
  | { readonly action: 'applicationBegun'; readonly requestId: RequestId; readonly to: RequestStatus }
  | {
      /** `note`: an officer's reason, or what a job found. */
      readonly action: 'applicationMoved';
      readonly requestId: RequestId;
      readonly by: RequestAction;
      readonly from: RequestStatus;
      readonly to: RequestStatus;
      readonly note: string | null;
    }
  | { readonly action: 'caseClaimed' | 'caseReleased' | 'caseLookedAt'; readonly requestId: RequestId }
  | {
      readonly action: 'documentLookedAt';
      readonly requestId: RequestId;
      readonly document: string;
    }
  | { readonly action: 'reminderSent'; readonly requestId: RequestId; readonly ordinal: number };
