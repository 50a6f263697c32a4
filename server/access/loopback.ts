/** Whether a host's name, as one listens on it or as it is in an address, means this computer alone. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
