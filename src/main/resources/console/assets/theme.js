// Runs before the first paint, so that a chosen theme never flashes the other one.
(() => {
  const KEY = "unichart.theme";
  const root = document.documentElement;
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  const show = () => {
    root.dataset.theme = chosen() ?? (systemIsDark.matches ? "dark" : "light");
  };

  const toggle = () => {
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    const isSystems = (next === "dark") === systemIsDark.matches;
    try {
      if (isSystems) {
        localStorage.removeItem(KEY);
      } else {
        localStorage.setItem(KEY, next);
      }
    } catch {
      // Without storage the choice lasts for this page.
    }
    root.dataset.theme = next;
  };

  show();
  systemIsDark.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      const label = () => {
        const other = root.dataset.theme === "dark" ? "light" : "dark";
        button.setAttribute("aria-label", `Switch to the ${other} theme`);
        button.title = button.getAttribute("aria-label");
      };
      button.hidden = false;
      label();
      button.addEventListener("click", () => {
        toggle();
        label();
      });
    }
  });
})();
