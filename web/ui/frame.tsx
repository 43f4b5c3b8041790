import type { ReactNode } from 'react';

import { pages } from '../pages/pages.ts';
import { href, setQuery, useRoute } from '../route.ts';
import type { Live } from '../source/use-live.ts';
import { useShown } from '../study.ts';
import { Foreign } from './foreign.tsx';
import { ThemeButton } from './theme-button.tsx';

/** What stands around every page: the store, the study, the navigation, whether the page is live. */
export function Frame({ live, children }: { readonly live: Live; readonly children: ReactNode }): ReactNode {
  const { info, study } = useShown();
  const route = useRoute();
  const report = info.studies.find(({ name }) => name === study)?.report;
  const current = route.page || pages[0]?.path;
  return (
    <>
      <a className="skip" href="#main" onClick={skipToMain}>
        Skip to the page
      </a>
      <header className="frame">
        <p className="brand">
          Exitpoll <Foreign text={info.file} />
        </p>
        {info.studies.length > 1 ? (
          <label className="study">
            Study{' '}
            <select value={study ?? ''} onChange={(event) => setQuery({ study: event.target.value })}>
              {info.studies.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        ) : null}
        <nav aria-label="Pages">
          <ul>
            {pages.map(({ path, label }) =>
              label === null ? null : (
                <li key={path}>
                  <a
                    href={href(path, { study: route.query.get('study') ?? undefined })}
                    aria-current={path === current ? 'page' : undefined}
                  >
                    {label}
                  </a>
                </li>
              ),
            )}
            {report === undefined ? null : (
              <li>
                <a href={report}>Report</a>
              </li>
            )}
          </ul>
        </nav>
        <LiveNote live={live} />
        <ThemeButton />
      </header>
      <main id="main" tabIndex={-1}>
        {live.state?.problem == null ? null : (
          <div className="problem" role="alert">
            <p>The store of this page cannot be read: {live.state.problem}.</p>
            <p className="note">{live.state.hint}</p>
          </div>
        )}
        {children}
      </main>
    </>
  );
}

function skipToMain(event: { preventDefault(): void }): void {
  // The address is the page's own: only the focus moves.
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function LiveNote({ live: { state, connection } }: { readonly live: Live }): ReactNode {
  const busy = state?.busy ?? null;
  const text =
    connection === 'lost'
      ? 'the server is gone; connecting again'
      : busy !== null
        ? `${busy.what}${busy.done === null ? ' …' : ` ${Math.floor(busy.done * 100)} %`}`
        : state?.running === true
          ? 'a run is on'
          : '';
  return (
    <p
      className="live"
      role="status"
      data-state={connection === 'lost' ? 'lost' : state?.running === true ? 'running' : 'still'}
    >
      {text}
    </p>
  );
}
