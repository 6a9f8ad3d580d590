// A chat on a screen for a hall: when something changed, the page is fetched again and put in place of the old one.
// Nobody reads with their finger or types here, so no place can be lost.
import { follow } from './stream.js';

const SPACE = 1000, AHEAD = 30000;
const { since, events, words } = document.body.dataset;
const texts = JSON.parse(words || '{}');
let main = document.getElementById('main'), offset = main.dataset.now - Date.now(), busy = false, again = false;

function tick() {
  const digits = main.querySelector('.digits');
  if (!digits) return;
  const left = Math.max(0, Math.floor((main.dataset.ends - Date.now() - offset) / 1000));
  const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  if (digits.textContent !== text) digits.textContent = text;
}

async function renew() {
  if (busy) { again = true; return; }
  busy = true;
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const theirs = document.importNode(page.getElementById('main'), true);
    theirs.querySelector('#state').textContent = main.querySelector('#state').textContent;
    main.replaceWith(theirs);
    main = theirs;
    offset = main.dataset.now - Date.now();
    tick();
  } catch { /* the stream says when it is back */ }
  setTimeout(() => { busy = false; if (again) { again = false; renew(); } }, SPACE);
}

setInterval(tick, 250);
if (!events) setInterval(async () => { // a chat to come: whether it is on by now
  const page = await fetch(location.href).then(answer => answer.text(), () => '');
  if (new DOMParser().parseFromString(page, 'text/html').body.dataset.events) location.reload();
}, AHEAD);
else follow(events, since, {
  changes: renew,
  state: now => { main.querySelector('#state').textContent = now === 'live' ? '' : texts[now]; },
  reload: () => location.reload(),
});
