// Follows a page: frames from a cursor on, again and again until the server says that it is over.
// `on.changes(frame)`, `on.state("live" | "catching" | "again" | "over")`, `on.reload()`.

const LONGEST = 30000, PATIENCE = 3000, HIDDEN = 10000;

export function follow(address, since, on) {
  let source = null, pause = 1000, over = false, late = 0, hiding = 0;

  function close() {
    clearTimeout(late);
    if (source) source.close();
    source = null;
  }

  function open() {
    if (over || document.hidden) return;
    close();
    const mine = source = new EventSource(`${address}${address.includes('?') ? '&' : '?'}since=${encodeURIComponent(since)}`);
    late = setTimeout(() => on.state('catching'), PATIENCE);
    mine.addEventListener('open', () => { clearTimeout(late); pause = 1000; on.state('live'); });
    mine.addEventListener('changes', event => { since = event.lastEventId; on.changes(JSON.parse(event.data)); });
    mine.addEventListener('resync', () => { over = true; close(); on.reload(); });
    mine.addEventListener('bye', event => {
      const { reason } = JSON.parse(event.data);
      if (reason === 'restart') return later();
      over = true;
      close();
      reason === 'again' ? on.reload() : on.state('over');
    });
    mine.addEventListener('error', () => {
      clearTimeout(late);
      late = setTimeout(() => on.state('again'), PATIENCE);
      if (mine.readyState === EventSource.CLOSED) later();
    });
  }

  function later() {
    if (source) source.close();
    source = null;
    clearTimeout(late);
    late = setTimeout(() => on.state('again'), PATIENCE);
    setTimeout(() => { if (!source) open(); }, pause);
    pause = Math.min(pause * 2, LONGEST);
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(close, HIDDEN);
    else open();
  });
  window.addEventListener('online', open);
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', event => { if (event.persisted) open(); });
  open();
}
