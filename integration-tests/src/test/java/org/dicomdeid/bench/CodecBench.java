/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The decode matrix and the speed of the codecs. */
public final class CodecBench {

  private CodecBench() {}

  /**
   * Prints one of both.
   *
   * @param args {@code speed} and a work folder; or {@code matrix}, a work folder, the script that
   *     asks gdcm, and folders with real files
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path work = Files.createDirectories(Path.of(args[1]));
    if (args[0].equals("speed")) {
      System.out.println("== speed, MB of decoded samples a second of processor time, 1024 x 1024");
      new CodecSpeed(work).print();
      return;
    }
    System.out.println("== decode matrix");
    try (CodecPrograms programs = new CodecPrograms(Path.of(args[2]))) {
      CodecMatrix matrix = new CodecMatrix(work, programs);
      matrix.made();
      for (String folder : List.of(args).subList(3, args.length)) {
        if (Files.isDirectory(Path.of(folder))) {
          matrix.real(Path.of(folder));
        }
      }
      matrix.print();
    }
  }
}
