// Once what stands now has been painted: what is heavy comes after the answer to a click.
export const painted = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)))
