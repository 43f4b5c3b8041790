import { useEffect, type ReactNode } from 'react';

import { NoStudy } from './pages/no-study.tsx';
import { NotBuilt } from './pages/not-built.tsx';
import { pages, tabTitle } from './pages/pages.ts';
import { useRoute } from './route.ts';
import { client } from './source/client.ts';
import { useApi } from './source/use-api.ts';
import { useLive } from './source/use-live.ts';
import { ShownContext } from './study.ts';
import { Frame } from './ui/frame.tsx';
import { Loaded } from './ui/loaded.tsx';

/** The whole app: the frame, and in it the page that the address names. */
export function App(): ReactNode {
  const route = useRoute();
  const store = useApi(client.store, {});
  const live = useLive();
  const page = pages.find(({ path }) => path === (route.page || pages[0]?.path));
  const wanted = route.query.get('study');
  const study = store.data?.studies.find(({ name }) => name === wanted) ?? store.data?.studies[0];
  const several = (store.data?.studies.length ?? 0) > 1;
  const title = tabTitle(page, route, [several ? (study?.name ?? '') : '', store.data?.file ?? '']);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <Loaded query={store} what="the store">
      {(info) => {
        const Component = study === undefined ? NoStudy : (page?.component ?? NotBuilt);
        return (
          <ShownContext value={{ info, study: study?.name ?? null }}>
            <Frame live={live}>
              <Component key={`${page?.path} ${study?.name}`} />
            </Frame>
          </ShownContext>
        );
      }}
    </Loaded>
  );
}
