// What every page can do with a script, and does without one: an open menu closes by itself, / or Ctrl-K finds while
// one types, what is wrong with a form is listed with links, what is shown once can be copied, times are told in the
// zone of the reader, and a switch of the language warns of a loss.

/** The cookie that tells the server the reader's zone. */
export const zoneCookie = zone => `zhiheng-zone=${zone}; path=/; max-age=34560000; samesite=lax`;

/** The text of a label without what stands below it. */
export const named = label => (label ? label.textContent.trim() : '');

/** What is open in the menu closes again as people expect of menus: by Escape, by a press elsewhere, on leaving it. */
function groups(nav) {
  if (!nav) return;
  const open = () => nav.querySelector('details[open]');
  document.addEventListener('keydown', event => {
    const group = event.key === 'Escape' && open();
    if (!group) return;
    group.open = false;
    if (group.contains(document.activeElement)) group.querySelector('summary').focus();
  });
  const elsewhere = event => {
    const group = open();
    if (group && !group.contains(event.target)) group.open = false;
  };
  document.addEventListener('pointerdown', elsewhere);
  nav.addEventListener('focusin', elsewhere);
}

/** Writes the heads of a table on its cells, for screens on which a row is a card without heads. */
export function tell(table) {
  const heads = [...table.querySelectorAll('thead th')].map(named);
  if (!heads.length) return;
  for (const row of table.querySelectorAll('tbody tr')) {
    if (row.cells.length !== heads.length) return; // not a plain list
    [...row.cells].forEach((cell, at) => { if (cell.tagName === 'TD') cell.dataset.head = heads[at]; });
  }
  table.parentElement.classList.add('told');
}

/** The option that a key leads to from the one at {@code at}, -1 for the field; null for a key that leads nowhere. */
export function moved(key, at, count) {
  if (key === 'ArrowDown') return at + 1 < count ? at + 1 : -1;
  if (key === 'ArrowUp') return at < 0 ? count - 1 : at - 1;
  if (key === 'End' && at >= 0) return count - 1;
  return key === 'Home' && at >= 0 ? 0 : null;
}

/**
 * What is found stands below the field while one types (a combobox of WAI-ARIA with a list): arrows choose, Enter
 * opens, Escape closes. Without a choice Enter searches as it does without a script.
 */
function finds(field) {
  const form = field.form;
  const list = form.querySelector('.hits');
  const said = form.querySelector('[role="status"]');
  let at = -1;
  let asked = 0;
  let wait;
  const options = () => [...list.querySelectorAll('[role="option"]')];
  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  };
  const choose = next => {
    at = next;
    options().forEach((option, n) => option.setAttribute('aria-selected', String(n === at)));
    if (at < 0) {
      field.removeAttribute('aria-activedescendant');
    } else {
      field.setAttribute('aria-activedescendant', options()[at].id);
      options()[at].scrollIntoView({ block: 'nearest' });
    }
  };
  const ask = async () => {
    const text = field.value.trim();
    const mine = ++asked;
    if (!text) return close();
    const answer = await fetch('/search/hits?q=' + encodeURIComponent(text)).catch(() => null);
    if (mine !== asked || !answer || !answer.ok || answer.redirected) return undefined; // typed on, or signed out
    const html = await answer.text();
    if (mine !== asked) return undefined;
    list.innerHTML = html;
    const found = options();
    found.forEach((option, n) => { option.id = 'find-hit-' + n; });
    said.textContent = found.length ? form.dataset.found.replace('00', found.length) : form.dataset.none;
    close();
    list.hidden = !found.length;
    field.setAttribute('aria-expanded', String(Boolean(found.length)));
    return undefined;
  };
  for (const [name, value] of Object.entries({
    role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id
  })) field.setAttribute(name, value);
  field.addEventListener('input', () => {
    clearTimeout(wait);
    wait = setTimeout(ask, 150);
  });
  field.addEventListener('keydown', event => {
    if (list.hidden) return;
    const next = moved(event.key, at, options().length);
    if (next !== null) {
      event.preventDefault();
      choose(next);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      location.assign(options()[at].dataset.href);
    }
  });
  list.addEventListener('pointerdown', event => event.preventDefault()); // the field keeps the focus
  list.addEventListener('click', event => {
    const option = event.target.closest('[role="option"]');
    if (option) location.assign(option.dataset.href);
  });
  field.addEventListener('blur', close);
}

function start() {
  groups(document.querySelector('header nav'));

  const find = document.getElementById('find');
  if (find) {
    finds(find);
    document.addEventListener('keydown', event => {
      const typing = event.target.closest('input, textarea, select, [contenteditable]');
      const wanted = (event.key === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !typing);
      if (wanted) {
        event.preventDefault();
        find.focus();
        find.select();
      }
    });
  }

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) document.cookie = zoneCookie(zone);

  const wrong = document.querySelector('main > .notice.wrong');
  if (wrong) {
    for (const field of document.querySelectorAll('[aria-invalid="true"][id]')) {
      const link = document.createElement('a');
      link.href = '#' + field.id;
      link.textContent = named(document.querySelector(`label[for="${CSS.escape(field.id)}"]`)) || field.id;
      wrong.append(' ', link);
    }
    wrong.focus();
  }

  const tellAll = () => document.querySelectorAll('.scroll > table').forEach(tell);
  tellAll();
  document.addEventListener('htmx:afterSettle', tellAll);

  for (const copy of document.querySelectorAll('button[data-copy]')) {
    if (!navigator.clipboard) break; // only where the page came by https or from this machine
    copy.hidden = false;
    copy.addEventListener('click', async () => {
      await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).textContent);
      copy.textContent = copy.dataset.copied;
      copy.classList.add('done');
    });
  }

  let typed = false;
  document.addEventListener('input', event => {
    typed ||= Boolean(event.target.closest('main form[method="post"]'));
  });
  const languages = document.querySelector('.languages');
  if (languages) {
    languages.addEventListener('click', event => {
      if (typed && event.target.closest('a') && !confirm(languages.dataset.leave)) event.preventDefault();
    });
  }
}

if (globalThis.document) start();
