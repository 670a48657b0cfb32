/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Tesseract's libraries, from the class path into the process, once. They must be there before the
 * first class of tess4j is touched, which looks for them by their short names alone.
 */
final class TesseractNatives {

  private static TesseractNatives loaded;

  private final Path models;
  private final Function setThreads;

  private TesseractNatives(Path models, Function setThreads) {
    this.models = models;
    this.setThreads = setThreads;
  }

  static synchronized TesseractNatives load(NativesFolder folder) throws IOException {
    if (loaded == null) {
      loaded = loadFrom(folder);
    }
    return loaded;
  }

  /** The folder that holds eng.traineddata. */
  Path models() {
    return models;
  }

  /** Tesseract takes as many threads as there are processors, unless each caller says otherwise. */
  void limitThreadsOfCaller(int threads) {
    setThreads.invokeVoid(new Object[] {threads});
  }

  private static TesseractNatives loadFrom(NativesFolder folder) throws IOException {
    String platform = platform();
    Path openMp = folder.place("/org/bytedeco/leptonica/" + platform + "/libgomp.so.1");
    Path leptonica = folder.place("/org/bytedeco/leptonica/" + platform + "/libleptonica.so.6");
    Path tesseract = folder.place("/org/bytedeco/tesseract/" + platform + "/libtesseract.so.5.5");
    folder.place("eng.traineddata", Models.TESSERACT_ENGLISH.read());
    folder.link("libleptonica.so", leptonica);
    folder.link("libtesseract.so", tesseract);
    // In this order: each needs the one before.
    for (Path library : new Path[] {openMp, leptonica, tesseract}) {
      try {
        System.load(library.toString());
      } catch (UnsatisfiedLinkError e) {
        throw new IOException("Tesseract's libraries do not load on this system", e);
      }
    }
    if (System.getProperty("jna.tmpdir") == null) {
      System.setProperty("jna.tmpdir", folder.path().toString());
    }
    String known = System.getProperty("jna.library.path");
    System.setProperty(
        "jna.library.path",
        known == null || known.isEmpty()
            ? folder.path().toString()
            : folder.path() + File.pathSeparator + known);
    return new TesseractNatives(
        folder.path(),
        NativeLibrary.getInstance(openMp.toString()).getFunction("omp_set_num_threads"));
  }

  /** As the artifacts name it; only Linux is tried. */
  private static String platform() throws IOException {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor =
        switch (System.getProperty("os.arch")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> "";
        };
    if (!system.contains("linux") || processor.isEmpty()) {
      throw new IOException("Tesseract's libraries are set up for Linux on x86_64 and arm64 only");
    }
    return "linux-" + processor;
  }
}
