// The room: shows what the stream brings, and sends what people do. All HTML comes from the server, in one place (`fill`).
import { follow } from './stream.js';
import { announcer } from './announce.js';

const $ = id => document.getElementById(id);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const body = document.body, data = body.dataset;
const words = JSON.parse(data.words);
const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const announce = announcer($('status'));
const tab = key();
const NEAR = 120, ANSWERED = 5000;

let state = JSON.parse(data.state), read = Date.now();
let who = sessionStorage.getItem('who') || data.who;
let place = data.place, following = data.following === '1';
let held = null, fresh = 0, editing = '', replying = '', aimed = null, opener = null, said = {}, sending = false, pressedAt = 0;

// ---- what is where

const section = id => $(`p${id}`);
const current = () => section(place);
const text = $('text'), composer = $('composer'), menu = $('menu');
const chip = () => $('who').querySelector(`input[value="${CSS.escape(who)}"]`);
const drafts = new Map(); // what was begun in each place: words for the hosts are not to end up before everybody
let joined = ''; // the name of whom one writes as, until the row of people has them, too
const name = () => chip()?.dataset.name || joined;
const short = () => chip()?.nextElementSibling.firstChild.textContent || joined;
const isHost = () => chip()?.hasAttribute('data-host') || false;
const scrolls = () => current().scrollHeight > current().clientHeight + 1 ? current() : document.scrollingElement;
const isNear = () => { const box = scrolls(); return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR; };

function key() { return crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`; }

function fill(html) {
  const holder = document.createElement('template');
  holder.innerHTML = html;
  return holder.content;
}

// ---- what people do

async function send(deed) {
  const message = { who, key: key(), ...deed };
  $('alert').textContent = '';
  for (let left = 3; ; left--) {
    try {
      const answer = await fetch('/actions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(message) });
      const told = await answer.json();
      if (!answer.ok) $('alert').textContent = told.sentence || say('failed');
      return answer.ok ? told : null;
    } catch {
      if (!left) { $('alert').textContent = say('failed'); return null; }
      await new Promise(done => setTimeout(done, 500)); // the same key: it is done once
    }
  }
}

document.addEventListener('submit', async event => {
  const form = event.target;
  if (form.getAttribute('action') !== '/actions') return; // `form.action` is the field of that name
  event.preventDefault();
  const pressed = event.submitter;
  if (pressed?.getAttribute('aria-disabled') === 'true') return;
  const deed = Object.fromEntries(new FormData(form, pressed));
  if (form === composer) return write(deed);
  if (deed.action === 'dismiss') delete deed.text;
  pressedAt = Date.now();
  const made = await send({ ...deed, who: deed.who || who });
  if (form.id === 'newcomer' && made) { form.reset(); $('joining').open = false; become(made.id, deed.text.trim()); text.focus(); }
});

// A double click is one click: what has come to stand where a button was is not pressed by the second half.
document.addEventListener('click', event => {
  const button = event.target.closest('form[action="/actions"] button');
  if (button && event.detail > 1 && button.value !== 'step') event.preventDefault();
}, true);

async function write(deed) {
  if (sending || !text.value.trim()) return;
  sending = true;
  deed.action = editing ? 'edit' : 'say';
  deed.message = editing || replying;
  const made = await send({ ...deed, who });
  sending = false;
  if (!made) return;
  if (deed.channel !== place) return void drafts.delete(deed.channel);
  text.value = '';
  forget();
  writes();
  if (deed.action === 'say') return toEnd();
  if (state.place !== place) { following = false; mark(); } // the chat has gone on: who edits stays with their words
  $(`i${deed.message}`)?.scrollIntoView({ block: 'nearest' });
  announce(say('saved'), { rank: 2 });
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-do]');
  if (button) return deeds[button.dataset.do]?.(button);
  const link = event.target.closest('a[data-place]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    choose(link.dataset.place);
  }
});

const deeds = {
  reply: button => about(button.closest('li'), false),
  more: button => openMenu(button),
  emojis: button => openMenu(button, true),
  hold: () => hold(),
  follow: () => { following = true; show(state.place); hidePopovers(); },
  forget: () => { if (editing) text.value = ''; forget(); text.focus(); },
  left: () => announce(say('left', { minutes: Math.floor(left() / 60), seconds: Math.floor(left() % 60) }), { rank: 2 }),
  where: () => send({ action: 'where', channel: place }),
  react: button => act({ action: 'react', text: button.value }),
  delete: () => act({ action: 'delete' }),
  menu: button => act({ action: 'menu', id: button.value }),
  edit: () => { const item = aimed; closeMenu(); about(item, true); },
};

function act(deed) {
  const item = aimed;
  closeMenu();
  send({ ...deed, channel: place, message: item.id.slice(1) });
}

// ---- the menu of a message

function openMenu(button, onlyEmojis = false) {
  aimed = button.closest('li');
  opener = button;
  const own = aimed.dataset.by === who, bot = aimed.classList.contains('post');
  const kinds = [bot ? 'bot' : own ? 'own' : 'other', ...(isHost() && !bot ? ['host'] : [])];
  for (const each of all('[data-only]', menu)) each.hidden = onlyEmojis || !each.dataset.only.split(' ').some(kind => kinds.includes(kind));
  menu.showPopover();
  if (matchMedia('(min-width: 68rem)').matches) {
    const box = button.getBoundingClientRect();
    menu.style.top = `${Math.min(box.bottom, innerHeight - menu.offsetHeight - 8)}px`;
    menu.style.left = `${Math.max(8, box.right - menu.offsetWidth)}px`;
  } else menu.style.top = menu.style.left = '';
  shown(menu)[0]?.focus();
}

function closeMenu() {
  menu.hidePopover();
  (opener?.isConnected ? opener : aimed?.querySelector('[data-do="more"]') || text).focus();
}

const shown = root => all('button', root).filter(each => !each.hidden);

menu.addEventListener('keydown', event => {
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  if (event.key === 'Tab') return closeMenu();
  if (!(event.key in steps)) return;
  event.preventDefault();
  const items = shown(menu), at = items.indexOf(document.activeElement);
  items[(at + steps[event.key] + items.length) % items.length].focus();
});

// ---- the composer

function about(item, change) {
  editing = change ? item.id.slice(1) : '';
  replying = change ? '' : item.id.slice(1);
  if (change) text.value = item.dataset.text;
  const author = item.querySelector('.who')?.firstChild.textContent;
  $('about').hidden = false;
  $('about').firstElementChild.textContent = change ? say('editing') : say('replying', { name: author });
  label();
  text.focus();
  writes();
}

// What was begun here stays here, and what was begun there comes back.
function keepDraft() {
  drafts.set(place, { text: text.value, editing, replying, about: $('about').firstElementChild.textContent });
}

function takeDraft() {
  const draft = drafts.get(place) || { text: '', editing: '', replying: '', about: '' };
  ({ editing, replying } = draft);
  text.value = draft.text;
  $('about').hidden = !editing && !replying;
  $('about').firstElementChild.textContent = draft.about;
  label();
  writes();
}

function forget() {
  editing = replying = '';
  $('about').hidden = true;
  label();
}

function label() {
  const as = document.createElement('span');
  as.textContent = ` ${say('as', { name: short() })}`;
  $('send').replaceChildren(say(editing ? 'save' : 'send'), ...(editing ? [] : [as]));
}

let renew = 0;
function writes() {
  const elsewhere = document.activeElement?.matches('textarea:not(#text), #newname');
  const on = (text.value.trim() !== '' || elsewhere) && $('waits').checked;
  clearTimeout(renew);
  if (on) renew = setTimeout(() => { said.writing = false; writes(); }, 10000);
  if (on !== !!said.writing) {
    said.writing = on;
    send({ action: 'writing', id: tab, text: on ? '1' : '' });
  }
}

text.addEventListener('input', writes);
for (const kind of ['focusin', 'focusout']) document.addEventListener(kind, () => setTimeout(writes));
$('waits').addEventListener('change', writes);
text.addEventListener('keydown', event => {
  if (event.isComposing) return;
  if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); composer.requestSubmit(); }
  if (event.key === 'Escape') { event.preventDefault(); (newest() || current()).focus(); }
});

function become(person, name = '') {
  who = String(person);
  joined = name;
  sessionStorage.setItem('who', who);
  dress();
  hidePopovers();
}

function dress() {
  if (!chip() && !joined) who = data.who;
  if (!chip() && !joined) who = all('input[name="who"]', $('who'))[0].value;
  if (chip()) { chip().checked = true; joined = ''; }
  else for (const each of all('input[name="who"]', $('who'))) each.checked = false;
  $('whobtn').firstElementChild.textContent = say('who', { name: name() });
  text.placeholder = say('placeholder', { name: name() });
  label();
  for (const each of all('[data-for]')) each.hidden = each.dataset.for !== who;
  own(document);
  empty();
}

$('who').addEventListener('change', event => { if (event.target.name === 'who') become(event.target.value); });
$('who').addEventListener('click', event => { // with the arrow keys one is still choosing
  if (event.target.name === 'who' && event.detail) { become(event.target.value); text.focus(); }
});
$('joining').addEventListener('toggle', () => { if ($('joining').open) $('newname').focus(); });
$('cast').addEventListener('change', event => send({ action: 'cast', text: event.target.value }));

function hidePopovers() {
  for (const each of all('[popover]:popover-open')) each.hidePopover();
}

// ---- places

function choose(id) {
  following = false;
  show(id);
  hidePopovers();
  current().focus({ preventScroll: true });
}

function show(id) {
  if (!section(id)) return;
  if (String(id) !== place || current().hidden) {
    const before = current(), moves = String(id) !== place;
    if (moves) keepDraft();
    place = String(id);
    if (moves) { takeDraft(); $('alert').textContent = ''; }
    if (following) bring(before);
    for (const each of all('.place')) each.hidden = each.id !== `p${place}`;
    land();
  }
  composer.elements.channel.value = place;
  composer.hidden = current().dataset.kind === 'end';
  mark();
  empty();
  const query = new URLSearchParams(following ? {} : { place });
  history.replaceState(null, '', `/${String(query) && '?'}${query}`);
}

// What only one person sees goes along with who follows the chat: it stays until it is answered or dismissed.
function bring(from) {
  const list = current().querySelector('.list');
  if (from !== current() && list) list.append(...all('.list > li:has(> .private):not([hidden])', from));
}

function land() { // at the newest; at the beginning of the end and of a question that is over; at what is to be decided on the desk
  toEnd();
  const { kind, number } = current().dataset;
  if (kind === 'end' || (kind === 'question' && number !== String(state.question))) scrolls().scrollTop = 0;
  if (current().dataset.kind === 'desk') current().querySelector('.below .solid')?.closest('li').scrollIntoView({ block: 'start' });
}

function remind() { // the question stays in sight where its head scrolls away
  for (const each of all('.head.question')) each.nextElementSibling.dataset.text = each.querySelector('h2').textContent;
}

function mark() {
  for (const each of all('a[data-place]')) each.toggleAttribute('aria-current', each.dataset.place === place);
  for (const each of all('a[data-place][aria-current]')) each.setAttribute('aria-current', 'page');
  const button = document.querySelector('[data-do="follow"]');
  button.parentElement.hidden = false;
  button.setAttribute('aria-pressed', following);
}

function empty() {
  for (const each of all('.place')) (each.querySelector('.empty') || {}).hidden = all('.list > li:not([hidden])', each).length > 0;
}

function toEnd() {
  const box = scrolls();
  box.scrollTop = box.scrollHeight;
  fresh = 0;
  strip();
}

function strip() {
  const strip = $('newest');
  strip.hidden = held ? false : !fresh;
  strip.textContent = held ? `${say('held', { count: held.length })} · ${say('letgo')}` : `↓ ${say('newest', { count: fresh })}`;
}

$('newest').addEventListener('click', () => held ? hold() : (toEnd(), current().focus({ preventScroll: true })));
$('all-places').addEventListener('scroll', () => { if (fresh && isNear()) { fresh = 0; strip(); } }, true);

function hold() {
  const frames = held;
  held = held ? null : [];
  for (const each of all('[data-do="hold"]')) { each.setAttribute('aria-pressed', !!held); each.textContent = say(held ? 'letgo' : 'hold'); }
  for (const change of frames || []) apply(change);
  strip();
}

// ---- what the stream brings

const kinds = {
  item(change) {
    const list = section(change.place)?.querySelector('.list');
    if (!list) return;
    const near = change.place === place && isNear();
    const item = fill(change.html).querySelector('li'), old = $(item.id);
    item.hidden = item.dataset.for !== undefined && item.dataset.for !== who;
    const own = !item.hidden && item.querySelector(':scope > .private');
    if (old) keepingFocus(old, () => old.replaceWith(item));
    else {
      const after = [...list.children].reverse().find(each => BigInt(each.id.slice(1)) < BigInt(change.id));
      after ? after.after(item) : list.prepend(item);
      if (own) announce(say('private'), { rank: 2 });
      else if (!item.hidden && change.new && change.by !== who) tell(change);
      if (change.place === place && !item.hidden) near ? toEnd() : (change.by === who && change.new ? toEnd() : (fresh++, strip()));
    }
    dressItems(item);
    empty();
    if (own) answered(item);
  },
  drop(change) {
    const old = $(`i${change.id}`);
    if (old) keepingFocus(old, () => old.remove());
    empty();
  },
  part(change) {
    const part = $(`part-${change.name}`);
    if (!part) return;
    const open = all('details[open]', part).map(each => each.className);
    const answer = () => part.querySelector('.private')?.innerText || '', before = answer();
    const drafts = new Map(all('textarea, select', part).map(each => [draftOf(each), each.value]));
    keepingFocus(part, () => part.replaceChildren(fill(change.html)));
    for (const each of all('textarea, select', part)) if (drafts.has(draftOf(each))) each.value = drafts.get(draftOf(each));
    for (const each of all('details', part)) if (open.includes(each.className)) each.open = true;
    dressItems(part);
    mark();
    if (answer() && answer() !== before) { announce(answer().split('\n')[0], { rank: 2 }); answered(part.querySelector('.private')); }
    if (change.name === 'people') dress();
    tick();
  },
  place(change) {
    if (section(change.id)) return;
    $('all-places').append(fill(change.html));
    const made = section(change.id);
    for (const each of all('[data-for]', made)) each.hidden = each.dataset.for !== who;
    dressItems(made);
    remind();
    empty();
  },
  head(change) {
    const head = section(change.id)?.querySelector('.head');
    if (head) { const open = head.querySelector('details')?.open; keepingFocus(head, () => head.replaceChildren(fill(change.html))); if (open) head.querySelector('details').open = true; dressItems(head); remind(); }
  },
};

// Which form of which card a field is of: what somebody has begun to write there stays.
const draftOf = field => `${field.form?.elements.card?.value} ${field.form?.querySelector('button[name="id"]')?.value}`;

// What answers somebody's own press a moment ago is brought into sight, wherever it stands.
function answered(item) {
  if (Date.now() - pressedAt > ANSWERED || !item.offsetParent) return;
  item.scrollIntoView({ block: 'nearest' });
  const head = current().querySelector('.head.question'); // which stays above what is scrolled
  if (head?.parentElement.contains(item)) current().scrollTop -= Math.max(0, head.getBoundingClientRect().bottom + 8 - item.getBoundingClientRect().top);
}

function apply(change) { kinds[change.kind]?.(change); }

// What is drawn anew keeps the focus where it was: on the same button, or on what it was in.
function keepingFocus(old, change) {
  const active = document.activeElement;
  if (!old.contains(active) || active === document.body) return change();
  const same = active.id ? `#${CSS.escape(active.id)}` : ['name', 'value', 'data-do', 'data-place'].filter(each => active.hasAttribute(each)).map(each => `[${each}="${CSS.escape(active.getAttribute(each))}"]`).join('');
  const inside = old.closest('[popover], .place, aside');
  const kept = active.value;
  change();
  const again = same && (document.getElementById(old.id) || inside)?.querySelector(active.tagName + same);
  if (again) { if (active.tagName === 'TEXTAREA') again.value = kept; again.focus({ preventScroll: true }); }
  else if (inside?.isConnected) { if (!inside.hasAttribute('tabindex')) inside.tabIndex = -1; inside.focus({ preventScroll: true }); }
}

function own(root) { // what one has reacted with oneself
  for (const each of all('.reaction', root)) each.setAttribute('aria-pressed', each.dataset.people.split(' ').includes(who));
}

function dressItems(root) {
  own(root);
  for (const each of all('.acts, .hold, [data-do="left"], [data-do="where"]', root)) each.hidden = false;
  if (held) for (const each of all('[data-do="hold"]', root)) each.textContent = say('letgo');
}

function tell(change) {
  const mode = $('announce').value;
  if (mode === 'off' || (mode === 'some' && !change.important)) return;
  announce(say('newone', { name: change.from }), { gather: count => say('newmany', { count }) });
}

// What stands under the pointer stays there until it is let go: else the click would be lost, or meet something else.
let down = false, meanwhile = [];
document.addEventListener('pointerdown', () => { down = true; });
for (const kind of ['pointerup', 'pointercancel']) document.addEventListener(kind, () => setTimeout(() => {
  down = false;
  for (const frame of meanwhile.splice(0)) take(frame);
}));

function take(frame) {
  if (down) return meanwhile.push(frame);
  const before = state, atEnd = current().dataset.kind !== 'end' && isNear();
  const { changes, ...rest } = frame;
  state = rest;
  read = Date.now();
  for (const change of changes) held && change.kind === 'item' ? held.push(change) : apply(change);
  if (held) strip();
  else if (atEnd && !fresh) toEnd(); // also where something above has grown: a reaction, the head
  if (state.question && state.question !== before.question && $('announce').value !== 'off') announce(say('asked', { number: state.question }), { rank: 2 });
  if (state.over && !before.over) announce(say('closed'), { rank: 2 });
  if (following && before.phase === 'scheduled' && state.phase !== before.phase && !held) toEnd();
  if (following && state.place !== place && !text.value.trim() && !held) show(state.place);
  pace();
  tick();
}

// ---- the clock

const now = () => state.now + (Date.now() - read) * state.speed;
const left = () => Math.max(0, (state.ends - now()) / 1000);
const digits = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
const stops = ['0', '1', '10', '60', '600', 'once'];

function pace() {
  const shown = !state.begun ? say('begin') : state.stop === 0 ? say('paused') : state.phase === 'closed' && state.stop < 5 ? say('after', { speed: stops[state.stop] }) : state.stop === 5 ? say('once') : state.stop === 1 ? say('real') : say('times', { speed: stops[state.stop] });
  $('pace').textContent = state.writing && state.stop > 1 ? say('slow') : shown;
  $('speedline').textContent = state.stop === 5 ? '≫' : `${state.speed}×`;
  $('speed').value = state.stop;
  $('speed').setAttribute('aria-valuetext', shown);
  all('.stops button').forEach((each, at) => each.classList.toggle('is', at === state.stop));
  if (state.silent) link('silent'); else if ($('link').dataset.is === 'silent') link('live');
}

const zone = new Date($('now').dateTime);
const colon = $('now').textContent.match(/\D/)[0]; // what is between hours and minutes in the language of the chat
const [hour, minute] = $('now').textContent.split(/\D/).map(Number);
const offset = ((hour * 60 + minute) - (zone.getUTCHours() * 60 + zone.getUTCMinutes())) * 60000;

let milestone = '';
function tick() {
  const at = new Date(now() + offset);
  $('now').textContent = at.toISOString().slice(11, state.speed > 60 ? 16 : 19).replaceAll(':', colon);
  const rest = left();
  for (const each of all('.digits')) each.textContent = digits(rest);
  const run = document.querySelector('.bar-left .run');
  if (run && state.length) run.setAttribute('d', `M0 4H${Math.round(1000 * Math.min(1, rest * 1000 / state.length)) / 10}`);
  const timer = document.querySelector('[role="timer"]');
  const label = say('minutes', { count: Math.max(1, Math.round(rest / 60)) });
  if (timer && timer.getAttribute('aria-label') !== label) timer.setAttribute('aria-label', label);
  const mark = !state.question ? '' : rest <= 0 ? 'up' : rest <= 60 ? 'minute' : rest * 2000 <= state.length ? 'half' : '';
  const named = `${state.question} ${mark}`;
  if (mark && named !== milestone && state.speed <= 10 && $('announce').value !== 'off') announce(say(mark));
  milestone = named;
}

$('speed').addEventListener('change', event => send({ action: 'speed', text: stops[event.target.value] }));
setInterval(tick, 250);

// ---- keys: only where the messages have the focus

const items = () => all('.list > li:not([hidden]) article[tabindex]', current());
const newest = () => items().at(-1);

document.addEventListener('keydown', event => {
  const inside = event.target.closest?.('.place');
  if (!inside || event.target.closest('button, a, input, select, textarea, summary') || event.ctrlKey || event.metaKey || event.altKey) return;
  const list = items(), at = list.indexOf(event.target.closest('article'));
  const go = { ArrowDown: at + 1, ArrowUp: at < 0 ? list.length - 1 : at - 1, Home: 0, End: list.length - 1, n: list.length - 1 };
  if (event.key in go) list[Math.min(Math.max(go[event.key], 0), list.length - 1)]?.focus();
  else if (event.key === 'h') hold();
  else if (event.key === '?') { const help = document.querySelector('.help'); help.open = true; help.querySelector('summary').focus(); }
  else if (event.key === 'r' && at >= 0) about(list[at].closest('li'), false);
  else if (event.key === 'm' && at >= 0) openMenu(list[at].querySelector('[data-do="more"]'));
  else if (/^[1-9]$/.test(event.key)) { const asked = document.querySelector(`.place[data-number="${event.key}"]`); if (asked) choose(asked.id.slice(1)); else return; }
  else return;
  event.preventDefault();
});

document.addEventListener('click', event => { // a link to a message: it may be in another place
  const target = event.target.closest('a[href^="#m"]') && $(event.target.closest('a').hash.slice(1));
  if (!target) return;
  event.preventDefault();
  const there = target.closest('.place');
  if (there.id !== `p${place}`) { following = false; show(there.id.slice(1)); }
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: target.offsetHeight > current().clientHeight / 2 ? 'start' : 'center' });
});

// ---- the line to the server

function reload() { // what somebody has begun to write comes along
  keepDraft();
  const isDesk = current().dataset.kind === 'desk';
  sessionStorage.setItem('drafts', JSON.stringify({ place, isDesk, drafts: [...drafts] }));
  location.reload();
}

function link(is) {
  const line = $('link');
  if (state.silent && is === 'live') is = 'silent';
  line.dataset.is = is;
  line.hidden = is === 'live';
  line.textContent = is === 'live' ? '' : say(is);
}

for (const each of all('[hidden].check, #speed')) each.hidden = false;
const old = JSON.parse(sessionStorage.getItem('drafts') || '{}');
sessionStorage.removeItem('drafts');
for (const [where, draft] of old.drafts || []) {
  if (section(where)) drafts.set(where, draft);
  else if (where === old.place && !old.isDesk && !draft.editing) drafts.set(place, { ...draft, replying: '' }); // another round
}
if (drafts.get(place)?.text) takeDraft();
dressItems(document);
dress();
mark();
pace();
tick();
remind();
if (state.phase !== 'scheduled') land(); // before the chat the preview is read from its beginning
show(place);
link('live');
follow(`/events?language=${document.documentElement.lang}`, data.since, { changes: take, state: link, reload });
