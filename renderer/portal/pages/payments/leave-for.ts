/** Leaves the portal's pages for another site's, such as the gateway's payment page. */
export function leaveFor(address: string): void {
  window.location.assign(address);
}
