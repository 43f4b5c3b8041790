import { useEffect, useRef, useState, type RefObject } from 'react';

import { canvasSurface } from './canvas-surface.ts';
import { paintMap, type MapPicture, type Spot } from './paint-map.ts';
import type { Palette } from './palette.ts';

/** The elements a map lives in: what scrolls, and the canvas beneath it. */
export interface MapElements {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
}

/** The width there is for a map. Pixels; 0 before it is known. */
export function useRoom(place: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);
  return width;
}

/** Paints what is in view whenever it scrolls or changes, at most once a frame. */
export function usePainting(
  { scroller, canvas }: MapElements,
  picture: MapPicture,
  palette: Palette,
  cursor: Spot | null,
  room: number,
): void {
  const latest = useRef({ picture, palette, cursor });
  const ask = useRef<() => void>(() => {});
  useEffect(() => {
    let asked = 0;
    const paint = (): void => {
      asked = 0;
      const [place, sheet] = [scroller.current, canvas.current];
      const context = sheet?.getContext('2d', { alpha: false });
      if (place === null || sheet === null || context == null) return;
      const { clientWidth: width, clientHeight: height, scrollLeft: left, scrollTop: top } = place;
      const scale = window.devicePixelRatio;
      if (sheet.width !== Math.round(width * scale) || sheet.height !== Math.round(height * scale)) {
        sheet.width = Math.round(width * scale);
        sheet.height = Math.round(height * scale);
        sheet.style.width = `${width}px`;
        sheet.style.height = `${height}px`;
      }
      const { picture: shown, palette: colours, cursor: at } = latest.current;
      paintMap(canvasSurface(context, scale, { left, top }), shown, colours, { left, top, width, height }, at);
    };
    ask.current = () => {
      asked ||= requestAnimationFrame(paint);
    };
    const place = scroller.current;
    const again = (): void => ask.current();
    place?.addEventListener('scroll', again, { passive: true });
    return () => {
      place?.removeEventListener('scroll', again);
      cancelAnimationFrame(asked);
    };
  }, [scroller, canvas]);
  useEffect(() => {
    latest.current = { picture, palette, cursor };
    ask.current();
  }, [picture, palette, cursor, room]);
}
