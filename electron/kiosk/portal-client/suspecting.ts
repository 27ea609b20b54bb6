import type { Result } from '../../../contracts/result.ts';
import type { PortalClient, PortalFault } from './portal.ts';

/** `portal`, calling `suspect` whenever one of its questions brought no answer. */
export function suspecting(portal: PortalClient, suspect: () => void): PortalClient {
  const watched = async <Value>(
    answer: Promise<Result<Value, PortalFault>>,
  ): Promise<Result<Value, PortalFault>> => {
    const result = await answer;
    if (!result.ok && result.fault === 'unreachable') suspect();
    return result;
  };
  return {
    ...portal,
    challenge: () => watched(portal.challenge()),
    lookup: (body) => watched(portal.lookup(body)),
    reserve: (body) => watched(portal.reserve(body)),
    sendEvents: (pickupId, body) => watched(portal.sendEvents(pickupId, body)),
  };
}
