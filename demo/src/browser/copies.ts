/** A button that copies what stands in an element, and says so. */
export function copies(button: HTMLElement, from: HTMLElement): void {
  const label = button.textContent
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(from.textContent ?? '')
    button.textContent = button.dataset.copied ?? ''
    setTimeout(() => {
      button.textContent = label
    }, 2_000)
  })
}
