package io.stormdb.progressive.maths;

/** Linear least squares by Householder reflections: G. H. Golub, Numerische Mathematik 7, 1965. */
final class Triangular {

  private Triangular() {}

  /**
   * Returns the x that makes ‖a x − b‖ least. Overwrites both arguments; a column of zeros gets 0.
   *
   * @param a at least as many rows as columns
   */
  static double[] solve(double[][] a, double[] b, int columns) {
    int[] pivot = new int[columns]; // the row that each column was reduced to, -1 for none
    int row = 0;
    for (int k = 0; k < columns; k++) {
      pivot[k] = reflect(a, b, row, k, columns) ? row++ : -1;
    }
    double[] x = new double[columns];
    for (int k = columns - 1; k >= 0; k--) {
      if (pivot[k] >= 0) {
        double sum = b[pivot[k]];
        for (int j = k + 1; j < columns; j++) {
          sum -= a[pivot[k]][j] * x[j];
        }
        x[k] = sum / a[pivot[k]][k];
      }
    }
    return x;
  }

  /** Reflects a column onto one row, and all that is right of it; returns whether there was any. */
  private static boolean reflect(double[][] a, double[] b, int row, int column, int columns) {
    double norm = 0;
    for (int i = row; i < b.length; i++) {
      norm = Math.hypot(norm, a[i][column]);
    }
    if (norm == 0) {
      return false;
    }
    // H = I − v v′ / scale, where v is the column less alpha in its first row
    double alpha = a[row][column] > 0 ? -norm : norm;
    double scale = alpha * (alpha - a[row][column]);
    a[row][column] -= alpha;
    for (int j = column + 1; j < columns; j++) {
      double dot = 0;
      for (int i = row; i < b.length; i++) {
        dot += a[i][column] * a[i][j];
      }
      for (int i = row; i < b.length; i++) {
        a[i][j] -= dot / scale * a[i][column];
      }
    }
    double dot = 0;
    for (int i = row; i < b.length; i++) {
      dot += a[i][column] * b[i];
    }
    for (int i = row; i < b.length; i++) {
      b[i] -= dot / scale * a[i][column];
    }
    a[row][column] = alpha;
    return true;
  }
}
