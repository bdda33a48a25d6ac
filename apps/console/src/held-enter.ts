/** Enter that is held down presses once: its repeats would press what has been opened by it, such as a dialog that sends. */
export function ignoreHeldEnter(): void {
  addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.repeat) event.preventDefault();
  });
}
