"use strict";
// The theme that the reader chose, before anything is painted: else a dark page would arrive with a flash of light.
try {
  const theme = JSON.parse(localStorage.getItem("audiorender theme"));
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // private windows: as the system has it
}
