/** A column of numbers. */
export type Vector = Float64Array;

/** A matrix as its rows, all of one length. */
export type Matrix = readonly Vector[];

/** Σ aᵢ bᵢ of two vectors of one length. */
export function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/** A matrix times a vector. */
export function times(matrix: Matrix, vector: Vector): Vector {
  return Float64Array.from(matrix, (row) => dot(row, vector));
}

/** A square matrix of zeros. */
export function zeros(size: number): Vector[] {
  return Array.from({ length: size }, () => new Float64Array(size));
}

/** Adds weight · v vᵀ to a square matrix, in place. */
export function addOuter(matrix: Matrix, vector: Vector, weight: number): void {
  for (const [index, row] of matrix.entries()) {
    const factor = weight * (vector[index] ?? 0);
    if (factor === 0) continue;
    for (let column = 0; column < row.length; column += 1) {
      row[column] = (row[column] ?? 0) + factor * (vector[column] ?? 0);
    }
  }
}

/** vᵀ M v. */
export function quadraticForm(matrix: Matrix, vector: Vector): number {
  return dot(vector, times(matrix, vector));
}

/** The inverse of a symmetric positive definite matrix, and the logarithm of its determinant (the matrix's own). */
export interface Inverse {
  readonly inverse: Matrix;
  readonly logDeterminant: number;
}

/** Inverts a symmetric matrix by its Cholesky factor; `null` where it is not positive definite in double precision. */
export function invertSymmetric(matrix: Matrix): Inverse | null {
  const size = matrix.length;
  const lower = zeros(size);
  let logDeterminant = 0;
  for (const [i, row] of lower.entries()) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i]?.[j] ?? 0;
      const other = lower[j] ?? row;
      for (let k = 0; k < j; k += 1) sum -= (row[k] ?? 0) * (other[k] ?? 0);
      if (i !== j) row[j] = sum / (other[j] ?? 0);
      else if (sum > 1e-14 * (matrix[i]?.[i] ?? 0)) {
        row[i] = Math.sqrt(sum);
        logDeterminant += Math.log(sum);
      } else return null;
    }
  }
  const inverse = zeros(size);
  for (const [column, target] of inverse.entries()) solveFactored(lower, column, target);
  return { inverse, logDeterminant };
}

/** Solves L Lᵀ x = e, a unit vector, into `x`. */
function solveFactored(lower: Matrix, unit: number, x: Vector): void {
  const size = x.length;
  for (let i = 0; i < size; i += 1) {
    let sum = i === unit ? 1 : 0;
    const row = lower[i];
    for (let k = 0; k < i; k += 1) sum -= (row?.[k] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (row?.[i] ?? 1);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = x[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) sum -= (lower[k]?.[i] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (lower[i]?.[i] ?? 1);
  }
}

/** Vectors at right angles to each other, of length 1, that span what was added. */
export interface Basis {
  readonly vectors: Vector[];
}

/** What is left of a vector when the part within the basis is taken away. Done twice, since once loses digits. */
export function outside(basis: Basis, vector: Vector): Vector {
  const rest = Float64Array.from(vector);
  for (let round = 0; round < 2; round += 1) {
    for (const axis of basis.vectors) {
      const part = dot(axis, rest);
      for (let index = 0; index < rest.length; index += 1) {
        rest[index] = (rest[index] ?? 0) - part * (axis[index] ?? 0);
      }
    }
  }
  return rest;
}

/** Adds a vector to the basis; `false` where it lies within the span already, to one part in 10⁹. */
export function addToBasis(basis: Basis, vector: Vector): boolean {
  const rest = outside(basis, vector);
  const length = Math.sqrt(dot(rest, rest));
  if (!(length > 1e-9 * Math.sqrt(dot(vector, vector)))) return false;
  basis.vectors.push(rest.map((value) => value / length));
  return true;
}
