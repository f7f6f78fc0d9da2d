/** The look of the widget. A page may set `--colloquy-accent`, `--colloquy-on-accent` and `--colloquy-font`. */

const light = `
  --accent: var(--colloquy-accent, #1f4fd8);
  --on-accent: var(--colloquy-on-accent, #fff);
  --surface: #fff;
  --raised: #f2f3f5;
  --line: #dcdfe4;
  --text: #15181d;
  --quiet: #5a6270;
  --good: #14683c;
  --warn: #8a4b00;
  --bad: #b3201c;
  --warn-back: #fff4e0;
  --shadow: 0 1px 2px rgb(16 20 28 / .08), 0 16px 48px rgb(16 20 28 / .2);
`;

const dark = `
  --accent: var(--colloquy-accent, #8fb0ff);
  --on-accent: var(--colloquy-on-accent, #0b1530);
  --surface: #15181d;
  --raised: #21252c;
  --line: #363c46;
  --text: #eef0f3;
  --quiet: #a6aebb;
  --good: #6fd39b;
  --warn: #f3bd6b;
  --bad: #ff948c;
  --warn-back: #322715;
  --shadow: 0 1px 2px rgb(0 0 0 / .4), 0 16px 48px rgb(0 0 0 / .6);
`;

const css = `
:host {
  all: initial;
  position: fixed;
  inset-block-end: calc(20px + env(safe-area-inset-bottom));
  inset-inline-end: 20px;
  z-index: 2147483000;
  color-scheme: light;
  font: 400 15px/1.45 var(--colloquy-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif);
  color: var(--text);
  ${light}
}
:host([data-position="left"]) { inset-inline: 20px auto; }
@media (prefers-color-scheme: dark) {
  :host(:not([data-theme="light"])) { color-scheme: dark; ${dark} }
}
:host([data-theme="dark"]) { color-scheme: dark; ${dark} }
@media print { :host { display: none; } }

*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, p, ul { margin: 0; padding: 0; list-style: none; font-size: inherit; font-weight: inherit; }
button, input, textarea { font: inherit; color: inherit; }
button { cursor: pointer; background: none; border: 0; padding: 0; }
button:disabled { cursor: default; }
a { color: inherit; }
svg { width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; flex: none; }
.panel:focus { outline: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet { color: var(--quiet); font-size: 13px; }

.launcher {
  position: relative; display: grid; place-items: center; width: 60px; height: 60px; border-radius: 50%;
  background: var(--accent); color: var(--on-accent);
  box-shadow: 0 2px 6px rgb(16 20 28 / .18), 0 8px 24px rgb(16 20 28 / .22);
  transition: transform .16s ease, box-shadow .16s ease;
}
.launcher:hover { transform: translateY(-2px); box-shadow: 0 3px 8px rgb(16 20 28 / .2), 0 12px 32px rgb(16 20 28 / .28); }
.launcher:active { transform: none; }
.launcher:focus-visible { outline-offset: 3px; }
.launcher svg { width: 28px; height: 28px; }
.badge {
  position: absolute; inset-block-start: -3px; inset-inline-end: -3px; min-width: 22px; height: 22px; padding: 0 6px;
  border: 2px solid var(--surface); border-radius: 11px; background: #c2211b; color: #fff;
  font-size: 12px; font-weight: 700; line-height: 18px; text-align: center;
}

.panel {
  display: flex; flex-direction: column; width: 400px; height: 640px;
  max-width: calc(100vw - 40px); max-height: calc(100dvh - 40px);
  overflow: hidden; border-radius: 16px; background: var(--surface); box-shadow: var(--shadow), 0 0 0 1px var(--line);
  animation: rise .2s cubic-bezier(.2, .8, .3, 1);
}
@keyframes rise { from { opacity: 0; transform: translateY(12px) scale(.985); } }

.head { border-bottom: 1px solid var(--line); }
.who { display: flex; align-items: center; gap: 10px; padding: 12px 10px 10px 16px; }
.who .names { flex: 1; min-width: 0; }
.avatar {
  display: grid; place-items: center; width: 40px; height: 40px; flex: none; border-radius: 50%;
  background: var(--accent); color: var(--on-accent); font-weight: 700; font-size: 17px;
}
h2 { font-weight: 650; font-size: 16px; line-height: 1.25; }
.names p { color: var(--quiet); font-size: 13px; line-height: 1.35; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.icon { display: grid; place-items: center; width: 36px; height: 36px; border-radius: 10px; color: var(--quiet); list-style: none; cursor: pointer; }
.icon:hover { background: var(--raised); color: var(--text); }
.icon::-webkit-details-marker { display: none; }
.menu { position: relative; }
.menu > div {
  position: absolute; z-index: 2; inset-block-start: 40px; inset-inline-end: 0; width: max-content; padding: 6px;
  border-radius: 12px; background: var(--surface); box-shadow: var(--shadow), 0 0 0 1px var(--line);
}
.menu button { display: block; width: 100%; padding: 9px 12px; border-radius: 8px; text-align: start; font-size: 14px; }
.menu button:hover { background: var(--raised); }
.menu > summary svg { stroke-width: 3; }
.notice {
  display: flex; align-items: center; justify-content: space-between; flex-wrap: wrap; gap: 2px 12px;
  padding: 7px 16px; background: var(--raised); color: var(--quiet); font-size: 13px;
}
.notice button, .mend button {
  padding: 2px 0; color: var(--text); font-weight: 600; text-decoration: underline; text-underline-offset: 3px; text-decoration-thickness: 1px;
}
.notice button:hover, .mend button:hover { text-decoration-thickness: 2px; }

.banner { padding: 8px 16px; background: var(--warn-back); color: var(--warn); font-size: 13px; font-weight: 600; }

.list { position: relative; flex: 1; min-height: 0; }
.scroller { height: 100%; overflow-y: auto; overscroll-behavior: contain; padding: 16px; }
.scroller:focus-visible { outline-offset: -3px; }
.rows { display: flex; flex-direction: column; gap: 14px; }
.bubble { width: fit-content; max-width: 100%; padding: 10px 14px; border-radius: 16px; white-space: pre-wrap; overflow-wrap: anywhere; }
.bubble a { text-underline-offset: 2px; }
.answer { max-width: 92%; min-width: 0; align-self: flex-start; }
.answer:has(.products, .cart) { align-self: stretch; max-width: 100%; }
.answer .bubble { background: var(--raised); border-end-start-radius: 5px; max-width: 340px; }
.answer.person .bubble { background: var(--surface); box-shadow: inset 0 0 0 1.5px var(--accent); }
.author { margin-bottom: 4px; color: var(--quiet); font-size: 12px; font-weight: 600; }
.reviewed { margin-inline-start: 8px; color: var(--good); }
.streaming .bubble::after {
  content: ""; display: inline-block; width: 2px; height: 1em; margin-inline-start: 3px; vertical-align: -2px;
  background: currentColor; animation: blink 1s steps(2) infinite;
}
@keyframes blink { 50% { opacity: 0; } }
.own { display: flex; flex-direction: column; align-items: flex-end; max-width: 86%; align-self: flex-end; }
.own .bubble { background: var(--accent); color: var(--on-accent); border-end-end-radius: 5px; }
.own.waiting .bubble, .own.failed .bubble { background: var(--surface); color: var(--text); box-shadow: inset 0 0 0 1.5px var(--line); }
.own.failed .bubble { box-shadow: inset 0 0 0 1.5px var(--bad); }
.foot { display: flex; align-items: center; flex-wrap: wrap; gap: 2px 8px; min-height: 26px; margin-top: 2px; color: var(--quiet); font-size: 12px; }
.delivery { display: inline-flex; align-items: center; gap: 3px; }
.delivery svg { width: 14px; height: 14px; }
.failed .delivery { color: var(--bad); font-weight: 600; }
.mend { display: flex; gap: 12px; color: var(--bad); font-size: 13px; text-align: end; }
.thumbs { display: inline-flex; }
.thumbs .icon { width: 26px; height: 26px; border-radius: 7px; }
.thumbs svg { width: 15px; height: 15px; }
.thumbs [aria-pressed="true"] { color: var(--text); }
.thumbs [aria-pressed="true"] svg { fill: currentColor; }
.sources { font-size: 12px; }
.sources[open] { flex-basis: 100%; }
summary { cursor: pointer; border-radius: 4px; }
.sources summary { width: fit-content; padding: 3px 0; }
.sources summary:hover { color: var(--text); }
.sources ul { padding: 4px 0 2px; border-inline-start: 2px solid var(--line); padding-inline-start: 10px; }
.sources li { overflow-wrap: anywhere; padding: 2px 0; }

.actions { margin-top: 6px; font-size: 13px; }
.actions li { display: flex; align-items: flex-start; gap: 6px; padding: 2px 0; color: var(--warn); }
.actions li.done { color: var(--good); }
.actions svg { width: 16px; height: 16px; margin-top: 2px; }

.products {
  display: flex; gap: 10px; margin: 8px -16px 0; padding: 4px 16px 8px; overflow-x: auto;
  scroll-snap-type: x proximity; scroll-padding: 16px; scrollbar-width: thin; scrollbar-color: var(--line) transparent;
}
.products li { flex: 0 0 164px; scroll-snap-align: start; }
.product { display: flex; flex-direction: column; height: 100%; overflow: hidden; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
.product > a { text-decoration: none; border-radius: 11px 11px 0 0; }
.product > a:focus-visible { outline-offset: -3px; }
.picture { display: block; height: 120px; background: var(--raised); overflow: hidden; }
.picture img { display: block; width: 100%; height: 100%; object-fit: cover; transition: transform .2s ease; }
.product > a:hover img { transform: scale(1.04); }
.product .name {
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
  min-height: 2.6em; margin: 9px 11px 0; font-size: 14px; font-weight: 600; line-height: 1.3;
}
.product > a:hover .name { text-decoration: underline; text-underline-offset: 2px; }
.facts { display: flex; align-items: baseline; justify-content: space-between; flex-wrap: wrap; gap: 0 8px; margin: 4px 11px 10px; font-size: 14px; }
.facts strong { font-weight: 650; }
.stock { color: var(--good); font-size: 12px; }
.stock.few { color: var(--warn); }
.stock.out { color: var(--quiet); }
.add {
  margin: auto 11px 11px; padding: 8px 10px; border-radius: 9px; background: var(--text); color: var(--surface); font-size: 13px; font-weight: 650;
}
.add:hover:not(:disabled) { background: var(--accent); color: var(--on-accent); }
.add:disabled { background: var(--raised); color: var(--quiet); }

.cart { margin-top: 8px; padding: 12px 14px; border: 1px solid var(--line); border-radius: 12px; font-size: 14px; }
.cart .title { display: flex; align-items: center; gap: 8px; margin-bottom: 6px; font-weight: 650; }
.cart .title svg { width: 18px; height: 18px; }
.cart li, .total { display: flex; justify-content: space-between; gap: 16px; padding: 3px 0; }
.amount { font-variant-numeric: tabular-nums; white-space: nowrap; }
.total { margin-top: 6px; padding-top: 8px; border-top: 1px solid var(--line); font-weight: 650; }
.cart > a { display: inline-block; margin-top: 6px; font-size: 13px; font-weight: 600; text-underline-offset: 3px; }

.note, .checking, .day { font-size: 13px; color: var(--quiet); }
.note, .day { text-align: center; }
.note > p { padding: 0 12px; }
.day { font-weight: 600; }
.checking { padding: 12px 14px; border: 1px dashed var(--line); border-radius: 12px; }
.checking > p:first-child { display: flex; gap: 8px; color: var(--text); }
.checking svg { width: 18px; height: 18px; margin-top: 1px; color: var(--warn); }

.chips { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; }
.chips button {
  max-width: 100%; padding: 7px 13px; border: 1.5px solid var(--line); border-radius: 18px; background: var(--surface);
  font-size: 14px; font-weight: 550; text-align: start; transition: border-color .12s ease;
}
.chips button:hover { border-color: var(--accent); }

.typing { display: flex; align-items: center; gap: 4px; width: fit-content; margin-top: 14px; padding: 13px 14px; border-radius: 16px; border-end-start-radius: 5px; background: var(--raised); }
.typing i { width: 7px; height: 7px; border-radius: 50%; background: var(--quiet); animation: bob 1.2s ease-in-out infinite; }
.typing i:nth-child(2) { animation-delay: .15s; }
.typing i:nth-child(3) { animation-delay: .3s; }
@keyframes bob { 0%, 60%, 100% { transform: none; opacity: .5; } 30% { transform: translateY(-3px); opacity: 1; } }
.jump {
  position: absolute; inset-block-end: 10px; left: 50%; translate: -50% 0; display: flex; align-items: center; gap: 6px; padding: 7px 14px 7px 10px;
  border-radius: 18px; background: var(--text); color: var(--surface); font-size: 13px; font-weight: 600; box-shadow: var(--shadow);
}
.jump svg { width: 16px; height: 16px; }

.composer { padding: 10px 12px calc(12px + env(safe-area-inset-bottom)); border-top: 1px solid var(--line); }
.composer > div { display: flex; align-items: flex-end; gap: 8px; padding: 4px; padding-inline-start: 14px; border: 1.5px solid var(--line); border-radius: 22px; background: var(--surface); }
.composer > div:focus-within { border-color: var(--accent); }
.composer textarea { flex: 1; min-width: 0; max-height: 132px; padding: 7px 0; border: 0; background: none; resize: none; outline: none; line-height: 1.4; }
.composer textarea::placeholder { color: var(--quiet); opacity: 1; }
.send { border-radius: 50%; background: var(--accent); color: var(--on-accent); }
.send:hover { background: var(--accent); color: var(--on-accent); filter: brightness(1.08); }
.send:disabled { background: var(--raised); color: var(--quiet); filter: none; }
.count { padding: 0 6px; color: var(--quiet); font-size: 12px; text-align: end; }
.count:not(:empty) { padding-bottom: 6px; }
.count.over { color: var(--bad); font-weight: 600; }

@media (max-width: 480px) {
  :host([data-open]) { inset: 0; }
  .panel { width: 100%; height: 100dvh; max-width: none; max-height: none; border-radius: 0; box-shadow: none; }
  .composer textarea { font-size: 16px; }
}
@media (pointer: coarse) {
  .icon { width: 44px; height: 44px; }
  .composer textarea { padding-block: 11px; }
  .thumbs .icon { width: 36px; height: 36px; }
  .chips button, .add { min-height: 40px; }
}
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation: none !important; transition: none !important; }
}
@media (forced-colors: active) {
  .panel, .bubble, .launcher, .chips button { border: 1px solid; }
}
`;

export function styleSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
