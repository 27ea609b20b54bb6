// The smallest screen: it shows which view it was given last.
window.rukhsa?.onView((view) => {
  document.title = `${view.screen} ${view.frame.time}`;
});
