import { z } from 'zod';
import { toLatinDigits } from './language.ts';

/** Who renews the residencies of its workers: a company or institution (S1), or a government entity (S2). */
export const OrganisationType = z.enum(['company', 'government']);
export type OrganisationType = z.infer<typeof OrganisationType>;

/**
 * Who of an organisation renews residencies: of a company the user responsible for it (المستخدم المسؤول عن تجديد الإقامة, S5),
 * of a government entity the main user, too (دخول حساب المستخدم الرئيسي لتجديد إقامة العاملين في الحكومة, S6).
 */
export const RENEWERS_OF = {
  company: ['delegate'],
  government: ['mainUser', 'delegate'],
} as const satisfies Record<OrganisationType, readonly ('mainUser' | 'delegate')[]>;

/** An account of a company or government entity, with its main user and delegates. */
export const OrganisationId = z.uuid().brand<'OrganisationId'>();
export type OrganisationId = z.infer<typeof OrganisationId>;

/** A company (شركة) or entity (جهة) on the ministry's register: what a delegate's rights are for. */
export const CompanyId = z
  .string()
  .regex(/^[CG]-\d{6}$/)
  .brand<'CompanyId'>();
export type CompanyId = z.infer<typeof CompanyId>;

/** The unified number (الرقم الموحد) of a company or entity, as typed: 6 to 11 digits in any of the three digit shapes. */
export const UnifiedNumber = z
  .string()
  .transform((text) => toLatinDigits(text).replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6,11}$/, { error: 'unifiedNumber' }))
  .brand<'UnifiedNumber'>();
export type UnifiedNumber = z.infer<typeof UnifiedNumber>;
