import { expect, test } from 'vitest';
import { securityHeaders } from './security-headers.ts';

test('browsers are told to stay on TLS only where the portal is on TLS', () => {
  expect(securityHeaders('https://portal.example')).toHaveProperty('strict-transport-security');
  expect(securityHeaders('http://localhost:8080')).not.toHaveProperty('strict-transport-security');
});
