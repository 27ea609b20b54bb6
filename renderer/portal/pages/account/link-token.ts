import { useState } from 'react';

/**
 * The token that a mailed link carries in its fragment, which no server and no log sees. It is taken out of the address
 * at once, so that it stays neither on the screen nor in the history.
 */
export function useLinkToken(): string {
  const [token] = useState(() => {
    const carried = location.hash.slice(1);
    if (carried !== '') history.replaceState(history.state, '', location.pathname);
    return carried;
  });
  return token;
}
