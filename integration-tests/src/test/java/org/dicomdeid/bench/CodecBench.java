/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The decode matrix and the speed of the codecs. */
public final class CodecBench {

  private CodecBench() {}

  /**
   * Prints both.
   *
   * @param args a work folder, the script that asks gdcm, and folders with real files
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path work = Files.createDirectories(Path.of(args[0]));
    System.out.println("== decode matrix");
    try (CodecPrograms programs = new CodecPrograms(Path.of(args[1]))) {
      CodecMatrix matrix = new CodecMatrix(work, programs);
      matrix.made();
      for (int i = 2; i < args.length; i++) {
        if (Files.isDirectory(Path.of(args[i]))) {
          matrix.real(Path.of(args[i]));
        }
      }
      matrix.print();
    }
    System.out.println("\n== speed, MB of decoded samples a second of processor time, 1024 x 1024");
    new CodecSpeed(work).print();
  }
}
