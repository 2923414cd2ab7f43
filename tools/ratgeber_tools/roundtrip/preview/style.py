"""How the page looks that shows a merge: changes told by more than colour, on a phone, in the dark and on paper."""

STYLE = """
:root { color-scheme: light dark; --line: #767676; --quiet: #e9e9e6; --alarm: #a3201d; --alarm-ground: #fdf1f0; }
:root { --come: #17521f; --come-ground: #dff3df; --go: #8a1c1c; --go-ground: #fbe3e3; --mark: #005a9c; }
body { max-width: 46rem; overflow-wrap: break-word; line-height: 1.55; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin-top: 2rem; border-bottom: 1px solid var(--line); }
h3, h4, h5, h6 { font-size: 1.1rem; margin-block: 1.6rem 0.4rem; }
h3 { font-size: 1.35rem; }
h4 { font-size: 1.2rem; }
a { color: var(--mark); }
nav li, .report li { margin-block: 0.35rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
ins, del { border-radius: 2px; padding-inline: 1px; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
ins { background: var(--come-ground); color: var(--come); text-decoration: underline 2px; }
ins.blank, del.blank { background: none; text-decoration: none; padding: 0; }
del + ins { margin-inline-start: 3px; }
del { background: var(--go-ground); color: var(--go); text-decoration: line-through 2px; }
.change { border-inline-start: 4px solid var(--mark); padding-inline-start: 0.7rem; margin-block: 0.9rem; }
.change.new { border-color: var(--come); }
.change.gone { border-color: var(--go); border-inline-start-style: dashed; }
.change > :first-child { margin-top: 0; }
.change > :last-child { margin-bottom: 0; }
.label { margin: 0; font-size: 0.85rem; font-weight: 700; color: var(--mark); }
.label ~ * { margin-top: 0.2rem; }
.new > .label { color: var(--come); }
.gone > .label { color: var(--go); }
.box { border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.6rem 0.9rem; margin-block: 1rem; }
.box-title { margin: 0 0 0.3rem; font-weight: 700; }
.conflict { border: 3px double var(--alarm); background: var(--alarm-ground); border-radius: 0.4rem; }
.conflict { padding: 0.7rem 0.9rem; margin-block: 1.2rem; scroll-margin-top: 1rem; }
.conflict > .box-title { color: var(--alarm); }
.versions { display: grid; gap: 0.8rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); }
.version { background: Canvas; border: 1px solid var(--line); border-radius: 0.3rem; padding: 0.5rem 0.7rem; }
.version > p:first-child { margin-top: 0; font-weight: 700; }
.version > :last-child { margin-bottom: 0; }
.record { background: var(--quiet); border-radius: 0.2rem; padding: 0 0.2rem; }
div.record { padding: 0.5rem 0.8rem; margin-block: 0.8rem; white-space: pre-wrap; }
.picture { border: 1px dashed var(--line); padding: 0.5rem 0.8rem; margin: 1rem 0; }
dt { font-weight: 700; }
dd { margin-inline-start: 1.5rem; }
pre { white-space: pre-wrap; background: var(--quiet); padding: 0.6rem; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); }
details { margin-block: 1rem; border-block: 1px dashed var(--line); }
summary { padding: 0.7rem 0; cursor: pointer; min-height: 1.5rem; }
.chapter table { font-size: 0.95rem; width: auto; min-width: 60%; }
.chapter th, .chapter td { border: 1px solid var(--line); }
.chapter td > :first-child, .chapter th > :first-child, li > p:first-child { margin-top: 0; }
.chapter td > :last-child, .chapter th > :last-child, li > p:last-child { margin-bottom: 0; }
td.change, th.change { border-inline-start: 4px solid var(--mark); }
caption { text-align: start; font-weight: 700; padding-block: 0.4rem; }
li.tick { list-style: none; }
.box-of-item { float: inline-start; margin-inline: -1.4rem 0; }
li.tick.change > .box-of-item { margin-inline: 0 0.4rem; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  :root { --line: #949494; --quiet: #2b2b2e; --alarm: #ff9d96; --alarm-ground: #331d1c; --mark: #8cc4ff; }
  :root { --come: #b6eab9; --come-ground: #1c3a20; --go: #ffb8b3; --go-ground: #4a2222; }
  body { background: #17171a; color: #e8e8e8; }
}
@media print {
  :root { color-scheme: light; }
  .change, .conflict, tr { break-inside: avoid; }
  ins, del, .record, .conflict { background: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
"""
