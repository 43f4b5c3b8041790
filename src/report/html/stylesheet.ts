/** The page's style: light and dark, phone and paper. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf8; --card: #ffffff; --ink: #1d2126; --soft: #5d6670; --line: #dddbd6;
  --accent: #0b5f8a; --neutral: #b4540a; --unanswered: #d9d7d2; --warn: #8a4b00; --warn-paper: #fff4e0;
  --ours: #eef4f8; --user: #f4f2ee; --mark: #ffe58a; --mark-ink: #1d2126;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171a; --card: #1b1f23; --ink: #e6e4df; --soft: #9ea7b0; --line: #363c42;
    --accent: #6bb8e2; --neutral: #f0a35e; --unanswered: #3a4046; --warn: #f2b661; --warn-paper: #2b2416;
    --ours: #1a2730; --user: #22262a; --mark: #6f5a12; --mark-ink: #fff6d6;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .6rem; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.8rem 0 .8rem; }
h3 { font-size: 1.02rem; margin: 1.6rem 0 .5rem; overflow-wrap: anywhere; }
h4 { font-size: .8rem; font-weight: 600; color: var(--soft); margin: 0 0 .25rem; overflow-wrap: anywhere; }
bdi { unicode-bidi: isolate; overflow-wrap: anywhere; }
.brand { margin: 0 0 .3rem; font-size: .85rem; font-weight: 600; letter-spacing: .04em; color: var(--accent); }
.lead { font-size: 1.08rem; max-width: 44rem; margin: 0; }
a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: 1px; }
td a, th a { color: inherit; text-decoration-color: var(--accent); }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; margin: 1.4rem 0 0; padding: 0; font-size: .9rem; }
section, tr[id], .back { scroll-margin-top: 1rem; }
.back { scroll-margin-top: 5rem; font-size: .88rem; margin: .4rem 0 .8rem; }
tr:target > *, .back:target { background: var(--mark); color: var(--mark-ink); }
.back:target a { color: inherit; }
.figure-title { font-size: .9rem; font-weight: 600; margin: 0 0 .6rem; overflow-wrap: anywhere; }
.soft { color: var(--soft); font-weight: normal; }
.note { color: var(--soft); font-size: .88rem; max-width: 48rem; margin: .5rem 0; }
.tag { color: var(--warn); font-weight: 600; }
.warnings { border-left: 4px solid var(--warn); background: var(--warn-paper); padding: .8rem 1rem; margin: 1.5rem 0 0; border-radius: 0 6px 6px 0; }
.warnings h2 { font-size: 1rem; margin: 0 0 .3rem; color: var(--warn); }
.warnings ul { margin: 0; padding-left: 1.2rem; }
figure { margin: 0 0 1.2rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem; }
figcaption { font-size: .82rem; color: var(--soft); margin-top: .6rem; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; }
.chart svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
.chart text { font-family: system-ui, -apple-system, 'Segoe UI', sans-serif; }
.narrow-only { display: none; }
.key { display: inline-block; width: 1.5em; height: .8em; margin-right: .4em; vertical-align: -.06em; }
.key.dot { width: .7em; height: .7em; border-radius: 50%; background: var(--accent); }
.key.thin { height: 0; border-top: 2px solid var(--accent); vertical-align: .25em; }
.key.thick { height: .4em; background: var(--accent); opacity: .45; vertical-align: .12em; }
.key.tick { width: 2px; height: 1em; background: var(--neutral); vertical-align: -.15em; }
.key.ring { width: .75em; height: .75em; border-radius: 50%; border: 1.5px solid var(--accent); }
.key.ring.situation { border-color: var(--neutral); }
.key.bar { width: 3px; height: 1em; background: var(--accent); vertical-align: -.15em; }
.key.diamond { width: .7em; height: .7em; border: 1.5px solid currentColor; transform: rotate(45deg); }
.key.diamond.full { background: var(--accent); border-color: var(--accent); }
.key.like { background: var(--accent); }
.key.opposite { background: var(--neutral); }
.key.open { border: 1px solid var(--soft); }
.scroll.bare { border: 0; border-radius: 0; }
.chart.fixed svg { max-width: none; margin: 0; }
.key.grey { background: var(--unanswered); }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; font-variant-numeric: tabular-nums; }
th, td { padding: .38rem .58rem; text-align: right; vertical-align: top; white-space: nowrap; border-top: 1px solid var(--line); }
thead th { white-space: normal; min-width: 4.2rem; vertical-align: bottom; font-size: .78rem; line-height: 1.3; color: var(--soft); font-weight: 600; border-top: 0; }
th:first-child { text-align: left; }
tbody th { font-weight: normal; position: sticky; left: 0; background: var(--card); }
tr.group th { font-weight: 600; padding-top: .9rem; position: static; }
tr.variant th { color: var(--soft); position: static; }
tr.mark-row .stick { display: block; }
.stick { position: sticky; left: .7rem; display: inline-block; white-space: normal; max-width: min(80vw, 50rem); }
td.main { font-weight: 650; }
td.wide { text-align: left; white-space: normal; min-width: 14rem; color: var(--soft); overflow-wrap: anywhere; }
td.reason { white-space: normal; min-width: 12rem; color: var(--soft); }
tr.mark-row td { border-top: 0; padding-top: 0; text-align: left; font-size: .76rem; color: var(--warn); white-space: normal; }
td.published small { white-space: normal; min-width: 5rem; overflow-wrap: anywhere; }
td.verdict { text-align: left; white-space: normal; min-width: 9rem; }
td.up-1 { background: color-mix(in srgb, var(--accent) 10%, transparent); }
td.up-2 { background: color-mix(in srgb, var(--accent) 20%, transparent); }
td.up-3 { background: color-mix(in srgb, var(--accent) 32%, transparent); }
td.up-4 { background: color-mix(in srgb, var(--accent) 45%, transparent); }
td.down-1 { background: color-mix(in srgb, var(--neutral) 10%, transparent); }
td.down-2 { background: color-mix(in srgb, var(--neutral) 20%, transparent); }
td.down-3 { background: color-mix(in srgb, var(--neutral) 32%, transparent); }
td.down-4 { background: color-mix(in srgb, var(--neutral) 45%, transparent); }
td.zero { color: var(--soft); opacity: .6; }
thead small { font-weight: normal; }
td small, th small { display: block; color: var(--soft); font-size: .76rem; }
th small { white-space: normal; min-width: 11rem; }
td small.warn, th small.warn { color: var(--warn); }
details { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: .5rem 0; padding: 0 1rem; }
summary { cursor: pointer; padding: .6rem 0; font-weight: 600; overflow-wrap: anywhere; }
details[open] > summary { margin-bottom: .2rem; }
details > :last-child:not(summary) { margin-bottom: .8rem; }
details .scroll { margin-bottom: 1rem; }
.trial > details { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: 0; margin: 0; }
.trial:first-of-type { margin-top: .8rem; }
.outcome { display: inline-block; font-size: .76rem; font-weight: 600; padding: .05rem .55rem; border-radius: 1rem; border: 1px solid var(--line); margin-right: .3rem; }
.outcome.bail { background: var(--accent); border-color: var(--accent); color: var(--card); }
.outcome.error, .outcome.unparsed, .outcome.truncated, .outcome.filtered { color: var(--warn); border-color: currentColor; }
.turn { padding: .55rem .8rem; margin: .4rem 0; border-radius: 6px; border-left: 3px solid var(--line); }
.turn.user { background: var(--user); border-left-color: var(--soft); }
.turn.ours { background: var(--ours); border-left-color: var(--accent); }
.turn.model { border-left-color: var(--neutral); }
.text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; max-height: 26rem; overflow-y: auto; font-size: .92rem; }
.call { margin-top: .4rem; }
.call .text, details.settings > .text { font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace; font-size: .82rem; }
.reasoning { margin: .2rem 0; padding: 0; background: none; border: 0; }
.reasoning summary { font-weight: normal; font-size: .85rem; color: var(--soft); padding: .3rem 0; }
.reasoning > .text { font-family: inherit; color: var(--soft); }
mark { background: var(--mark); color: var(--mark-ink); border-radius: 3px; padding: 0 .1em; }
.hidden-char { font: .72em ui-monospace, Menlo, Consolas, monospace; border: 1px solid var(--line); border-radius: 3px; padding: 0 .25em; color: var(--warn); white-space: nowrap; unicode-bidi: isolate; }
dl { max-width: 46rem; }
dt { font-weight: 600; margin-top: .7rem; }
dd { margin: 0; color: var(--soft); }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .8rem; color: var(--soft); }
@media (max-width: 700px) {
  main { padding: 1rem .75rem 3rem; }
  h1 { font-size: 1.5rem; }
  .wide-only { display: none; }
  .narrow-only { display: block; }
  figure { padding: .6rem .4rem; }
  th, td { padding: .38rem .5rem; }
  details { padding: 0 .7rem; }
  tbody tr:not(.group, .variant) th { min-width: 7.6rem; max-width: 9rem; white-space: normal; }
  .turn { padding: .5rem .6rem; }
  th small { min-width: 0; }
}
@media print {
  :root {
    --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #ccc; --accent: #0b5f8a; --neutral: #b4540a;
    --unanswered: #ddd; --warn: #7a4200; --warn-paper: #fff; --ours: #fff; --user: #fff; --mark: #ffe58a; --mark-ink: #000;
    color-scheme: light;
  }
  body { font-size: 10.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  .wide-only { display: block; }
  .narrow-only { display: none; }
  nav { display: none; }
  a { color: inherit; text-decoration: none; }
  .scroll { overflow: visible; border: 0; }
  .text { max-height: none; overflow: visible; }
  th, td, thead th { padding: .2rem .3rem; font-size: 7.5pt; min-width: 0; }
  td small, th small { font-size: 6.5pt; min-width: 0; }
  td.wide { min-width: 0; }
  tr.mark-row td { font-size: 6.5pt; }
  tbody th, .stick { position: static; }
  tr, figure, summary { break-inside: avoid; }
  h2, h3, h4, summary, h2 + p, h3 + p { break-after: avoid; }
  details { border: 0; padding: 0; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
}
`;
