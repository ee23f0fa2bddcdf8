// Once what stands now has been painted: what is heavy comes after the answer to a click. A page out of
// sight paints nothing and waits for nothing.
export const painted = () =>
  document.hidden ? Promise.resolve() : new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)))
