// Says things to screen readers: one sentence at a time, rationed; what comes meanwhile is counted.

const SPACE = 5000, STAYS = 1000;

export function announcer(element) {
  let free = 0, timer = 0, next = null;

  function say(text) {
    element.textContent = text;
    free = Date.now() + SPACE;
    setTimeout(() => { if (element.textContent === text) element.textContent = ''; }, STAYS);
  }

  // `rank` 2 replaces what waits; `gather(before)` makes one sentence of what waits and what comes.
  return (text, { rank = 1, gather = null } = {}) => {
    if (next && next.rank > rank) return;
    const waits = next && gather && next.gather ? next.count + 1 : 1;
    next = { rank, gather, count: waits, text: waits > 1 ? gather(waits) : text };
    clearTimeout(timer);
    timer = setTimeout(() => { const { text } = next; next = null; say(text); }, Math.max(50, free - Date.now()));
  };
}
