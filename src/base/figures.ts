/** `1,630`. */
export function grouped(value: number): string {
  return value.toLocaleString('en');
}

/** A number of tokens, rounded to be read: `812`, `4.2k`, `1.3M`. */
export function tokensText(value: number): string {
  if (value < 1_000) return String(Math.round(value));
  // 999,500 and more would round to 1000k.
  const [scaled, suffix] =
    value < 999_500 ? [value / 1e3, 'k'] : value < 999_500_000 ? [value / 1e6, 'M'] : [value / 1e9, 'G'];
  return `${scaled < 99.95 ? scaled.toFixed(1) : Math.round(scaled)}${suffix}`;
}

/** US dollars: `$0`, `$0.0031`, `$4.98`, `$1,204.50`. */
export function dollars(value: number): string {
  if (value === 0) return '$0';
  if (value < 0.01) return `$${Number(value.toPrecision(2))}`;
  return `$${value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** Trials a second: `38/s`, `2.4/s`; below one in ten seconds by the minute or hour, `3.0/min`, `5.0/h`. */
export function rateText(perSecond: number): string {
  if (perSecond >= 10) return `${grouped(Math.round(perSecond))}/s`;
  if (perSecond >= 0.1 || perSecond === 0) return `${perSecond.toFixed(1)}/s`;
  return perSecond * 60 >= 0.1 ? `${(perSecond * 60).toFixed(1)}/min` : `${(perSecond * 3600).toFixed(1)}/h`;
}

/** `45 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}

/** `one call`, `12 calls`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${grouped(value)} ${value === 1 ? one : many}`;
}
