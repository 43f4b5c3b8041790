import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';

/** Distance from the pointer. Pixels. */
const away = 14;

interface Pointer {
  readonly clientX: number;
  readonly clientY: number;
}

/** A note that goes with the pointer. It is moved without rendering: the pointer moves by single pixels. */
export interface PointerNoteState {
  readonly place: RefObject<HTMLDivElement | null>;
  readonly pointer: RefObject<Pointer | null>;
  /** Moves the note to the pointer; `null` hides it. */
  readonly moveTo: (pointer: Pointer | null) => void;
}

export function usePointerNote(): PointerNoteState {
  const place = useRef<HTMLDivElement>(null);
  const pointer = useRef<Pointer | null>(null);
  const moveTo = (to: Pointer | null): void => {
    pointer.current = to;
    if (place.current !== null) stand(place.current, to);
  };
  return { place, pointer, moveTo };
}

/** Puts a note beside the pointer, on the sides where the window has room for it. */
function stand(note: HTMLElement, pointer: Pointer | null): void {
  note.hidden = pointer === null;
  if (pointer === null) return;
  // Its width is what its text wants, not what is left to the edge of the window.
  note.style.left = '0';
  const { offsetWidth: width, offsetHeight: height } = note;
  const right = pointer.clientX + away + width <= document.documentElement.clientWidth;
  const below = pointer.clientY + away + height <= window.innerHeight;
  note.style.left = `${Math.max(0, right ? pointer.clientX + away : pointer.clientX - away - width)}px`;
  note.style.top = `${Math.max(0, below ? pointer.clientY + away : pointer.clientY - away - height)}px`;
}

export interface PointerNoteProps {
  readonly state: PointerNoteState;
  readonly lines: readonly string[];
}

/** What is under the pointer, beside it. It says nothing that does not stand in the page too. */
export function PointerNote({ state: { place, pointer }, lines }: PointerNoteProps): ReactNode {
  const text = lines.join('\n');
  useLayoutEffect(() => {
    if (place.current !== null) stand(place.current, pointer.current);
  }, [place, pointer, text]);
  return (
    <div ref={place} className="pointer-note" aria-hidden="true" hidden>
      {lines.map((line, index) => (
        // oxlint-disable-next-line no-array-index-key -- the lines are a column's, then a row's
        <p key={index}>
          <bdi>{line}</bdi>
        </p>
      ))}
    </div>
  );
}
