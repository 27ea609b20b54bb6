import { expect, it } from 'vitest';
import { PORTAL_ROUTES } from '../../../contracts/portal-api/index.ts';
import { type RouteName, routeOf } from './routes.ts';

it.each(Object.keys(PORTAL_ROUTES) as RouteName[])('finds the contract of %s', async (name) => {
  expect(await routeOf(name)).toBe(PORTAL_ROUTES[name]);
});
