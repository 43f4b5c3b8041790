import { useEffect, useState, type ReactNode } from 'react';

/** Before so many seconds nobody wonders. */
const soon = 3;

/** Says what is waited for, and, of a long wait, since when and that it is still on. */
export function Waiting({ text }: { readonly text: string }): ReactNode {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const began = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - began) / 1000)), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="waiting" role="status">
      {text}
      {seconds < soon ? null : (
        // Seen, not said: a screen reader would say every second.
        <span aria-hidden="true">
          {' '}
          {seconds} s so far. A large store takes a while the first time, and less from then on.
        </span>
      )}
    </p>
  );
}
