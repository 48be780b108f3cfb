/** How a page is shown: its size, and the matrix [a, b, c, d, e, f] from the page's own units to points from the upper left corner. */
export interface PageFrame {
  readonly width: number;
  readonly height: number;
  readonly matrix: readonly [number, number, number, number, number, number];
}

/**
 * The frame of a page at its natural size.
 *
 * @param view the part that is shown, as [left, bottom, right, top] in units of the page
 * @param rotate by how many degrees it is turned clockwise; a multiple of 90
 * @param unit points a unit of the page (ISO 32000-1, 14.11: UserUnit)
 */
export function pageFrame(view: readonly [number, number, number, number], rotate: number, unit: number): PageFrame {
  const [left, bottom, right, top] = view;
  const [wide, high] = [(right - left) * unit, (top - bottom) * unit];
  switch (((rotate % 360) + 360) % 360) {
    case 90:
      return { width: high, height: wide, matrix: [0, unit, unit, 0, -bottom * unit, -left * unit] };
    case 180:
      return { width: wide, height: high, matrix: [-unit, 0, 0, unit, right * unit, -bottom * unit] };
    case 270:
      return { width: high, height: wide, matrix: [0, -unit, -unit, 0, top * unit, right * unit] };
    default:
      return { width: wide, height: high, matrix: [unit, 0, 0, -unit, -left * unit, top * unit] };
  }
}
