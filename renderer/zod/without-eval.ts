import { z } from 'zod';

/**
 * Schemas must not compile themselves with `new Function`: the Content Security Policy of each surface forbids it, and even
 * the attempt is reported as a violation. Imported before any module that makes schemas.
 */
z.config({ jitless: true });
