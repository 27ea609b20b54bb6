if (document.querySelector('[data-live]'))
  new EventSource('/events').addEventListener('message', () => location.reload());

document.querySelector('[data-clear]')?.addEventListener('click', () => {
  void fetch('/clear', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
});
