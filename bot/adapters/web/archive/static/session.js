// Follows a chat that is on: when something changed, the page is fetched again, and only what differs is replaced,
// so that nobody loses their place. Nothing is written here; without this script the page is reloaded by hand.
import { follow } from './stream.js';
import { announcer } from './announce.js';

const SPACE = 2000, DEEP = new Set(['MAIN', 'DIV', 'SECTION', 'NAV', 'OL', 'UL']), PARTS = ['#main', 'nav.contents'];
const { since, events, words } = document.body.dataset;
const texts = JSON.parse(words), state = document.getElementById('state');
const say = announcer(document.getElementById('status'));
let busy = false, again = false;

function keyed(parent) {
  const seen = new Map(), found = new Map();
  for (const each of parent.children) {
    const name = each.id || each.getAttribute('aria-labelledby') || `${each.tagName}.${each.className}`;
    const place = seen.get(name) ?? 0;
    seen.set(name, place + 1);
    found.set(`${name} ${place}`, each);
  }
  return found;
}

function patch(mine, theirs) {
  if (mine === state || mine.isEqualNode(theirs)) return;
  if (!DEEP.has(mine.tagName) || mine.classList.contains('question')) return mine.replaceWith(document.importNode(theirs, true));
  const have = keyed(mine), wanted = keyed(theirs);
  for (const [key, each] of have) if (!wanted.has(key)) each.remove();
  let place = mine.firstElementChild;
  for (const [key, each] of wanted) {
    const there = have.get(key);
    if (!there) mine.insertBefore(document.importNode(each, true), place);
    else {
      if (there === place) place = place.nextElementSibling;
      else mine.insertBefore(there, place);
      patch(there, each);
    }
  }
}

const count = () => document.querySelectorAll('#main article').length;

async function renew() {
  if (busy) { again = true; return; }
  busy = true;
  try {
    const answer = await fetch(location.pathname);
    if (!answer.ok) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html'), before = count();
    for (const part of PARTS) {
      const mine = document.querySelector(part), theirs = page.querySelector(part);
      if (mine && theirs) patch(mine, theirs);
      else if (theirs) document.getElementById('main').before(document.importNode(theirs, true));
    }
    const more = count() - before;
    if (more > 0) say(texts.newmany.replace('{count}', more));
  } catch { /* the stream says when it is back */ }
  setTimeout(() => { busy = false; if (again) { again = false; renew(); } }, SPACE);
}

follow(events, since, { changes: renew, state: now => { state.textContent = texts[now]; }, reload: () => location.reload() });
