// Line numbers beside the fields, the way from a fault to its line, and what was typed kept over a reload.
// What is exported computes and touches no page; start() below it puts the result into the page.

/** The numbers of a text's lines, one a line. */
export function numbers(text) {
  return Array.from({ length: text.split('\n').length }, (_, at) => at + 1).join('\n');
}

/** Where a line begins, and a column in it; both count from 1, and what lies outside is brought inside. */
export function place(text, line, column) {
  const lines = text.split('\n');
  const row = Math.min(Math.max(line, 1), lines.length) - 1;
  const before = lines.slice(0, row).reduce((sum, each) => sum + each.length + 1, 0);
  return before + Math.min(Math.max(column, 1) - 1, lines[row].length);
}

/** What is kept of the fields: those that differ from what the server sent; null where none does. */
export function kept(fields) {
  const differing = fields.filter(field => field.value !== field.sent);
  return differing.length ? Object.fromEntries(differing.map(field => [field.name, field.value])) : null;
}

function start() {
  const form = document.getElementById('editor');
  if (!form) return;
  const key = 'pack-draft/' + form.dataset.pack;
  const areas = [...form.querySelectorAll('textarea')];
  const forget = document.getElementById('forget');
  const seen = form.elements.namedItem('seen'); // how the pack lay when what was typed was begun
  const fresh = seen.value;
  const sent = new Map(areas.map(area => [area.name, area.value]));

  const draw = area => {
    const gutter = area.parentElement.querySelector('.numbers');
    gutter.textContent = numbers(area.value);
    gutter.scrollTop = area.scrollTop;
  };
  const save = () => {
    const differing = kept(areas.map(a => ({ name: a.name, value: a.value, sent: sent.get(a.name) })));
    try {
      if (differing) localStorage.setItem(key, JSON.stringify({ ...differing, seen: seen.value }));
      else localStorage.removeItem(key);
    } catch {
      // a browser that keeps nothing: what is typed stays until the page is left
    }
    forget.hidden = !differing;
  };
  try {
    const before = JSON.parse(localStorage.getItem(key) || '{}');
    areas.forEach(area => {
      if (typeof before[area.name] === 'string') area.value = before[area.name];
    });
    if (typeof before.seen === 'string') seen.value = before.seen;
  } catch {
    localStorage.removeItem(key);
  }
  areas.forEach(area => {
    draw(area);
    area.addEventListener('input', () => {
      draw(area);
      save();
    });
    area.addEventListener('scroll', () => draw(area));
  });
  save();
  forget.addEventListener('click', () => {
    areas.forEach(area => {
      area.value = sent.get(area.name);
      draw(area);
    });
    seen.value = fresh;
    save();
    areas[0].dispatchEvent(new Event('input', { bubbles: true }));
  });
  document.getElementById('result').addEventListener('click', event => {
    const to = event.target.closest('[data-field]');
    if (!to) return;
    const area = form.elements.namedItem(to.dataset.field);
    const at = place(area.value, Number(to.dataset.line), Number(to.dataset.column));
    area.focus();
    area.setSelectionRange(at, at);
    const line = area.value.slice(0, at).split('\n').length;
    area.scrollTop = (line - 4) * parseFloat(getComputedStyle(area).lineHeight);
  });
}

if (globalThis.document) start();
