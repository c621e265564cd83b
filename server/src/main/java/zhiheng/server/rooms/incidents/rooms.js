// The room of an incident, live. One browser holds one stream of events, however many of its tabs show rooms: the tab
// that holds the lock listens for all and tells the others. When it is closed another takes the lock, and goes on after
// the last event that it saw. Without a script, or without locks (a page that did not come over https), the page is
// reloaded by hand or listens for itself.

const moving = globalThis.document?.getElementById('moving');
const NAME = 'zhiheng-rooms';

/** Keeps what every tab wants and the last event seen, and says what to listen to. */
export class Wants {
  constructor() {
    this.tabs = new Map();
    this.last = '';
  }

  /** @returns whether another stream is needed */
  want(tab, room, after) {
    const before = this.rooms().join();
    this.tabs.set(tab, {room, after});
    return this.rooms().join() !== before;
  }

  leave(tab) {
    this.tabs.delete(tab);
  }

  rooms() {
    return [...new Set([...this.tabs.values()].map(t => t.room))].sort();
  }

  /** The earliest that any tab has, unless the stream has gone past it already. */
  after() {
    const known = [...this.tabs.values()].map(t => t.after).sort();
    return known.length ? known[0] : this.last;
  }

  address() {
    return `/incidents/stream?rooms=${this.rooms().join()}&after=${this.after()}`;
  }

  seen(id, room) {
    this.last = id > this.last ? id : this.last;
    for (const tab of this.tabs.values()) if (tab.room === room && id > tab.after) tab.after = id;
  }
}

function start() {
  if (!moving || !globalThis.EventSource || !globalThis.BroadcastChannel) return;
  const room = moving.dataset.incident;
  const me = crypto.randomUUID ? crypto.randomUUID() : String(Math.random());
  const channel = new BroadcastChannel(NAME);
  let last = moving.dataset.last;
  let leads = false;
  let source = null;
  let busy = false;
  let again = false;
  const wants = new Wants();

  async function show() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      const answer = await fetch(`/incidents/${room}/moving`);
      if (answer.ok) {
        const held = moving.contains(document.activeElement) && document.activeElement.getAttribute('aria-label');
        moving.innerHTML = await answer.text();
        if (held) moving.querySelector(`[aria-label="${CSS.escape(held)}"]`)?.focus();
      }
    } finally {
      busy = false;
    }
    if (again) {
      again = false;
      show();
    }
  }

  function take(entry) {
    if (entry.incident !== room || entry.id <= last) return;
    last = entry.id;
    moving.dataset.seen = String(entry.seq);
    show();
  }

  function listen() {
    if (source) source.close();
    source = new EventSource(wants.address());
    source.addEventListener('entry', event => {
      const entry = JSON.parse(event.data);
      wants.seen(entry.id, entry.incident);
      channel.postMessage({entry});
      take(entry);
    });
    source.onerror = () => tell(true);
    source.onopen = () => tell(false);
  }

  function lost(now) {
    document.getElementById('rooms-lost').hidden = !now;
  }

  function tell(now) {
    lost(now);
    channel.postMessage({lost: now});
  }

  const want = () => channel.postMessage({want: room, tab: me, after: last});
  channel.onmessage = ({data}) => {
    if (data.entry) take(data.entry);
    if ('lost' in data) lost(data.lost);
    if (data.who) want();
    if (data.want && leads && wants.want(data.tab, data.want, data.after)) listen();
    if (data.bye && leads) wants.leave(data.bye);
  };
  addEventListener('pagehide', () => channel.postMessage({bye: me}));

  function lead() {
    leads = true;
    moving.dataset.leads = 'yes';
    wants.want(me, room, last);
    channel.postMessage({who: true});
    listen();
    return new Promise(() => {}); // until the tab is gone
  }
  if (navigator.locks) {
    want();
    navigator.locks.request(NAME, lead);
  } else {
    lead();
  }
}

if (globalThis.document) start();
