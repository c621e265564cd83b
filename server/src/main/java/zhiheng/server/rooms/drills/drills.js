// The page of a drill, live: its clock goes on, and what is put on record shows at once. Without a script one reloads.

/** How far a drill is, as h:mm:ss; what is over does not go on. */
export function elapsed(began, ends, now) {
  const seconds = Math.max(0, Math.floor((Math.min(now, ends) - began) / 1000));
  const two = n => String(n).padStart(2, '0');
  return `T+${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function start() {
  const drill = document.getElementById('drill');
  if (!drill || !globalThis.EventSource) return;
  const id = drill.dataset.drill;
  const lost = document.getElementById('drill-lost');
  let last = drill.dataset.last;
  let busy = false;
  let again = false;

  function tick() {
    const at = drill.querySelector('.drill-clock');
    const began = Number(at.dataset.began);
    const still = Number(at.dataset.still);
    const running = drill.querySelector('.drill-clock .state-doing');
    if (began && (running || still)) {
      drill.querySelector('#drill-clock').textContent = elapsed(began, Number(at.dataset.ends), still || Date.now());
    }
  }

  async function show() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      const [top, record] = await Promise.all([fetch(`/drills/${id}/moving`), fetch(`/drills/${id}/moving/record`)]);
      if (top.ok) drill.innerHTML = await top.text();
      if (record.ok) document.getElementById('drill-record').innerHTML = await record.text();
      tick();
    } finally {
      busy = false;
    }
    if (again) {
      again = false;
      show();
    }
  }

  const source = new EventSource(`/drills/stream?drill=${id}&after=${last}`);
  source.addEventListener('entry', event => {
    if (event.lastEventId <= last) return;
    last = event.lastEventId;
    const entry = JSON.parse(event.data);
    // what people may do changes with these, so the forms are made anew, unless somebody is typing in one
    const changes = ['begun', 'paused', 'resumed', 'ended', 'injected', 'scored'].includes(entry.kind);
    if (changes && !document.activeElement?.closest('form')) location.reload();
    else show();
  });
  source.onerror = () => (lost.hidden = false);
  source.onopen = () => (lost.hidden = true);
  tick();
  setInterval(tick, 1000);
}

if (globalThis.document) start();
