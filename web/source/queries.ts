import { QueryClient } from '@tanstack/react-query';

/** Answers that pages share. They stay good until the server says that something changed (`useLive`). */
export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false } },
});
