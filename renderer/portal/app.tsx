import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { createPortalRouter } from './router.tsx';
import { LanguageChoice } from './shell/language-choice.tsx';

/** The whole web UI of the portal. */
export function App(props: {
  readonly queries: QueryClient;
  readonly router: ReturnType<typeof createPortalRouter>;
}) {
  return (
    <QueryClientProvider client={props.queries}>
      <LanguageChoice>
        <RouterProvider router={props.router} />
      </LanguageChoice>
    </QueryClientProvider>
  );
}
