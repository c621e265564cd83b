// What every page can do with a script, and does without one: the menu folds on small screens, and / or Ctrl-K finds.
const button = document.querySelector('button.menu');
if (button) {
  const top = button.closest('header');
  button.hidden = false;
  top.classList.add('folds');
  button.addEventListener('click', () => {
    const open = top.classList.toggle('open');
    button.setAttribute('aria-expanded', String(open));
  });
}

const find = document.getElementById('find');
if (find) {
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
