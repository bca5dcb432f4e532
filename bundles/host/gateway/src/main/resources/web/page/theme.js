// Before the first paint, so that a page that was chosen to be dark does not flash.
(function () {
  try {
    const theme = localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') {
      document.documentElement.dataset.theme = theme;
    }
  } catch {
    // Storage may be forbidden: the system's choice holds.
  }
})();
