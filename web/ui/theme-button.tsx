import { useEffect, useState, type ReactNode } from 'react';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

const keptUnder = 'exitpoll-theme';

/** Changes between the system's colours, light and dark; the choice is kept in this browser. */
export function ThemeButton(): ReactNode {
  const [theme, setTheme] = useState<Theme>(keptTheme);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    try {
      localStorage.setItem(keptUnder, theme);
    } catch {
      // A browser that keeps nothing shows the choice until the page is closed.
    }
  }, [theme]);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  return (
    <button type="button" className="quiet" onClick={() => setTheme(next)}>
      Colours: {theme}
    </button>
  );
}

function keptTheme(): Theme {
  try {
    const kept = localStorage.getItem(keptUnder);
    return themes.find((theme) => theme === kept) ?? 'system';
  } catch {
    return 'system';
  }
}
