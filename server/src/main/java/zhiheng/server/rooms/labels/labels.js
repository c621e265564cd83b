// The drop zone: shows where a file may fall, refuses what the server would refuse, and shows what the server refuses.
// What is exported decides and touches no page; start() below it listens.

/** Whether a file of so many bytes is more than the server takes; `most` comes from the page as text. */
export const isTooLarge = (file, most) => Boolean(file) && file.size > Number(most);

/** Whether more was dropped than is looked at: one file at a time. */
export const isMany = files => files.length > 1;

/** Whether a request has nothing to send: a field that was emptied asks by itself, a button asks on purpose. */
export const isIdle = (file, askedByField) => !file && askedByField;

/** What to tell of a refusal: the server's own words, or the number of its status if it said nothing readable. */
export const refusal = (told, status) => told ? told.textContent : String(status);

function start() {
  const zone = document.getElementById('drop');
  const input = document.getElementById('file');
  const error = document.getElementById('file-error');
  const say = text => {
    error.hidden = !text;
    error.lastElementChild.textContent = text;
  };

  for (const name of ['dragenter', 'dragover']) {
    zone.addEventListener(name, event => {
      event.preventDefault();
      zone.classList.add('over');
    });
  }
  for (const name of ['dragleave', 'drop']) {
    zone.addEventListener(name, () => zone.classList.remove('over'));
  }
  zone.addEventListener('drop', event => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    if (isMany(event.dataTransfer.files)) {
      say(input.dataset.one);
      return;
    }
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });

  document.body.addEventListener('htmx:beforeRequest', event => {
    const file = input.files[0];
    const large = isTooLarge(file, input.dataset.most);
    say(large ? input.dataset.tooLarge : '');
    if (large || isIdle(file, event.target === input)) event.preventDefault();
  });
  document.body.addEventListener('htmx:beforeSwap', event => {
    const { status, responseText } = event.detail.xhr;
    if (status < 400) return;
    const page = new DOMParser().parseFromString(responseText, 'text/html');
    const told = page.querySelector('#file-error:not([hidden]) span:last-child, main .lead');
    say(refusal(told, status));
  });
}

if (globalThis.document) start();
