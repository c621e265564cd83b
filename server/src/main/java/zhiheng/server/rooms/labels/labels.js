// The drop zone: shows where a file may fall, refuses what the server would refuse, and shows the server's own refusals.
(() => {
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
    if (event.target === input || !event.dataTransfer.files.length) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  document.body.addEventListener('htmx:beforeRequest', event => {
    const file = input.files[0];
    const large = file && file.size > Number(input.dataset.most);
    say(large ? input.dataset.tooLarge : '');
    if (large || (!file && event.target === input)) event.preventDefault();
  });
  document.body.addEventListener('htmx:beforeSwap', event => {
    if (event.detail.xhr.status < 400) return;
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, 'text/html');
    const told = page.querySelector('#file-error:not([hidden]) span:last-child, main .lead');
    say(told ? told.textContent : String(event.detail.xhr.status));
  });
})();
