/**
 * Removes what Lit leaves of rows that went: the comment that ended each of them (https://github.com/lit/lit/issues/5298), which
 * would be one more node for every message of a long day. A comment that belongs to a row has the row at one of its sides.
 *
 * @param rows how many stand in `place`, each between two comments, after the one that begins them all
 */
export function sweepMarkers(place: Element, rows: number): void {
  if (place.childNodes.length <= 1 + rows * 3) return
  for (const node of [...place.childNodes])
    if (node instanceof Comment && node.previousSibling instanceof Comment && !(node.nextSibling instanceof Element))
      node.remove()
}
