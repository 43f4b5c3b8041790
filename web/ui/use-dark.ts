import { useSyncExternalStore } from 'react';

const wanted = matchMedia('(prefers-color-scheme: dark)');

/** Whether the page is dark: for what is drawn without the style sheet. */
export function useDark(): boolean {
  return useSyncExternalStore(subscribe, isDark);
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === 'dark' || (theme !== 'light' && wanted.matches);
}

function subscribe(tell: () => void): () => void {
  const observer = new MutationObserver(tell);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  wanted.addEventListener('change', tell);
  return () => {
    observer.disconnect();
    wanted.removeEventListener('change', tell);
  };
}
